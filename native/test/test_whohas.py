import os
import socket
import subprocess
import time

from harness import wait_until
from lan import carries, ip
from test_announce import IPV4, IPV6, MAC, Link

OTHER = "02:00:5e:10:20:99"


class Lan(Link):
    """The asker is at the first end of the link; stations with addresses are behind a bridge at the other."""

    def __enter__(self):
        super().__enter__()
        self.asker, self.there = self.pids
        ip(self.there, "link", "add", "br0", "type", "bridge", "mcast_snooping", "0")
        ip(self.there, "link", "set", "peer0", "master", "br0")
        ip(self.there, "link", "set", "br0", "up")
        return self

    def station(self, mac, *addresses):
        holder = subprocess.Popen(["unshare", "--net", "sleep", "100"])
        self.holders.append(holder)
        port, pid = f"port{holder.pid}", str(holder.pid)
        here = os.readlink("/proc/self/ns/net")
        wait_until(lambda: os.readlink(f"/proc/{pid}/ns/net") != here, "the namespace stands")
        ip(self.there, "link", "add", port, "type", "veth", "peer", "name", "eth9", "netns", pid)
        ip(self.there, "link", "set", port, "master", "br0", "up")
        ip(pid, "link", "set", "eth9", "address", mac, "up")
        for address in addresses:
            ip(pid, "address", "add", address, "dev", "eth9", *(["nodad"] if ":" in address else []))
        wait_until(lambda: carries(pid, "eth9"), "the link carries frames")

    def ask(self, programs, *words):
        return subprocess.run(["nsenter", "-t", self.asker, "--net", programs.path("whohas"), "--link", "eth0", *words],
                              capture_output=True, text=True, timeout=20)


def answers(done):
    assert (done.returncode, done.stderr) == (0, ""), done
    return sorted(done.stdout.splitlines())


def test_nobody_has_it(programs):
    with Lan() as lan:
        lan.station(MAC, "10.88.0.7/24", "fd00:88::7/64")
        began = time.monotonic()
        assert answers(lan.ask(programs, "--ipv4", IPV4, "--ipv6", IPV6, "--interval-ms", "50")) == []
        assert time.monotonic() - began >= 0.15


def test_everyone_who_has_it_is_named(programs):
    with Lan() as lan:
        lan.station(MAC, f"{IPV4}/24", f"{IPV6}/64")
        lan.station(OTHER, f"{IPV4}/24", f"{IPV6}/64")
        assert answers(lan.ask(programs, "--ipv4", IPV4, "--ipv6", IPV6)) == [
            f"{kind} {mac}" for kind in ("ipv4", "ipv6") for mac in (MAC, OTHER)]
        assert answers(lan.ask(programs, "--ipv6", IPV6)) == [f"ipv6 {mac}" for mac in (MAC, OTHER)]


def test_a_late_second_answer_counts(programs):
    with Lan() as lan:
        lan.station(MAC, f"{IPV4}/24")
        asker = subprocess.Popen(["nsenter", "-t", lan.asker, "--net", programs.path("whohas"), "--link", "eth0", "--ipv4", IPV4,
                                  "--interval-ms", "400"], stdout=subprocess.PIPE, text=True)
        with asker:
            time.sleep(0.5)
            mac, address = bytes.fromhex(OTHER.replace(":", "")), socket.inet_aton(IPV4)
            lan.capture.send(b"\xff" * 6 + mac + bytes.fromhex("0806000108000604" "0002") + mac + address + b"\0" * 6 + address)
            assert asker.communicate()[0].splitlines() == [f"ipv4 {MAC}", f"ipv4 {OTHER}"]


def test_the_asker_leaves_no_trace(programs):
    with Lan() as lan:
        lan.station(MAC, f"{IPV4}/24", f"{IPV6}/64")
        answers(lan.ask(programs, "--ipv4", IPV4, "--ipv6", IPV6))
        station = str(lan.holders[-1].pid)
        known = subprocess.check_output(["nsenter", "-t", station, "--net", "ip", "neigh"], text=True)
        assert known == "", known


def test_frames_that_are_cut_or_about_others_are_passed_over(programs):
    with Lan() as lan:
        mac, address, other = bytes.fromhex(OTHER.replace(":", "")), socket.inet_aton(IPV4), socket.inet_aton("10.88.0.7")
        arp = b"\xff" * 6 + mac + bytes.fromhex("0806000108000604" "0002")
        target = socket.inet_pton(socket.AF_INET6, IPV6)
        ip = b"\x33\x33\0\0\0\1" + mac + bytes.fromhex("86dd60000000") + b"\0\x18" + b"\x3a\xff" + target + target
        frames = [
            arp + mac + other + mac + address,
            arp[:-6] + bytes.fromhex("0604" "0002") + mac + address,
            arp.replace(b"\6\4", b"\4\6") + mac + address + mac + address,
            arp + mac + address[:2],
            ip + bytes([136, 0, 0, 0]) + bytes(4) + target[:-1],
            ip + bytes([135, 0, 0, 0]) + bytes(4) + target,
            ip.replace(b"\x3a\xff", b"\x3a\xfe") + bytes([136, 0, 0, 0]) + bytes(4) + target,
            ip + bytes([136, 0, 0, 0]) + bytes(4) + target[::-1],
            b"\xff" * 6 + mac + b"\x08\x06",
        ]
        with subprocess.Popen(["nsenter", "-t", lan.asker, "--net", programs.path("whohas"), "--link", "eth0", "--ipv4", IPV4, "--ipv6",
                               IPV6, "--interval-ms", "400"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as asker:
            time.sleep(0.4)
            for frame in frames:
                lan.capture.send(frame)
            lan.capture.send(ip + bytes([136, 0, 0, 0]) + bytes(4) + target)
            assert asker.communicate() == (f"ipv6 {OTHER}\n", "")


def test_wrong_arguments_are_named(programs):
    with Lan() as lan:
        for words, reason in (
            ((), "usage"),
            (("--ipv4", "10.88.0"), "--ipv4: '10.88.0' is not an IPv4 address"),
            (("--ipv6", "ff02::1"), "is not the address of one station"),
            (("--ipv4", IPV4, "--ipv4", IPV4, "--ipv4", IPV4), "usage"),
            (("--ipv4", IPV4, "--count", "0"), "0 is not between"),
            (("--ipv4", IPV4, "--link", "none0"), "the link none0: No such device"),
            (("--ipv4", IPV4, "--link", "l" * 16), "too long a name"),
        ):
            done = lan.ask(programs, *words)
            assert done.returncode == 1 and reason in done.stderr, (words, done)
