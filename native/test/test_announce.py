import ctypes
import os
import socket
import struct
import subprocess
import time

from harness import libc, wait_until

MAC = "02:00:5e:10:20:30"
MAC_BYTES = bytes.fromhex(MAC.replace(":", ""))
IPV4 = "10.88.0.6"
IPV6 = "fd00:88::6:abcd"
CLONE_NEWNET = 0x40000000


class Link:
    """Two fresh network namespaces and a veth pair between them."""

    def __enter__(self):
        self.holders = [subprocess.Popen(["unshare", "--net", "sleep", "100"]) for _ in range(2)]
        here = os.readlink("/proc/self/ns/net")
        for holder in self.holders:
            wait_until(lambda: os.readlink(f"/proc/{holder.pid}/ns/net") != here, "the namespace stands")
        pod, peer = (str(holder.pid) for holder in self.holders)
        self.netns = f"/proc/{pod}/ns/net"
        self.ip(pod, "link", "add", "eth0", "type", "veth", "peer", "name", "peer0", "netns", peer)
        self.ip(pod, "link", "set", "eth0", "up")
        self.ip(peer, "link", "set", "peer0", "up")
        self.capture = self.packet_socket(f"/proc/{peer}/ns/net", "peer0")
        wait_until(lambda: self.carries(pod, "eth0"), "the link carries frames")
        return self

    def __exit__(self, *_):
        self.capture.close()
        for holder in self.holders:
            holder.kill()
            holder.wait()

    @staticmethod
    def ip(pid, *words):
        subprocess.run(["nsenter", "-t", pid, "--net", "ip", *words], check=True)

    @staticmethod
    def carries(pid, link):
        """Until the kernel has noticed that both ends are up, what is sent is dropped in silence."""
        shown = subprocess.run(["nsenter", "-t", pid, "--net", "ip", "-o", "link", "show", link], check=True, capture_output=True, text=True)
        return "state UP" in shown.stdout and "qdisc noop " not in shown.stdout

    @staticmethod
    def packet_socket(netns, link):
        """A socket stays in the namespace it was made in."""
        home, there = os.open("/proc/self/ns/net", os.O_RDONLY), os.open(netns, os.O_RDONLY)
        try:
            assert libc.setns(there, CLONE_NEWNET) == 0, os.strerror(ctypes.get_errno())
            capture = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
            capture.bind((link, 3))
        finally:
            assert libc.setns(home, CLONE_NEWNET) == 0
            os.close(home)
            os.close(there)
        return capture

    def frames(self):
        """What was announced: the link's own chatter comes from another address."""
        self.capture.settimeout(0.3)
        seen = []
        try:
            while True:
                frame = self.capture.recv(2000)
                if frame[6:12] == MAC_BYTES:
                    seen.append(frame)
        except TimeoutError:
            return seen


def announce(programs, *words):
    return subprocess.run([programs.path("announce"), *words], capture_output=True, text=True, timeout=20)


def arp(operation, target_mac):
    address = socket.inet_aton(IPV4)
    return (b"\xff" * 6 + MAC_BYTES + struct.pack("!HHHBBH", 0x0806, 1, 0x0800, 6, 4, operation) + MAC_BYTES + address +
            target_mac + address)


def advertisement():
    source, everyone = socket.inet_pton(socket.AF_INET6, IPV6), socket.inet_pton(socket.AF_INET6, "ff02::1")
    parts = [bytes([136, 0]), b"\x20\0\0\0" + source + bytes([2, 1]) + MAC_BYTES]
    summed = source + everyone + struct.pack("!IHBB", 32, 0, 0, 58) + parts[0] + b"\0\0" + parts[1]
    total = sum(struct.unpack(f"!{len(summed) // 2}H", summed))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    message = parts[0] + struct.pack("!H", total ^ 0xffff) + parts[1]
    return b"\x33\x33\0\0\0\1" + MAC_BYTES + struct.pack("!HIHBB", 0x86dd, 6 << 28, 32, 58, 255) + source + everyone + message


def test_frames_are_right_to_the_byte(programs):
    with Link() as link:
        done = announce(programs, "--netns", link.netns, "--link", "eth0", "--mac", MAC, "--ipv4", IPV4, "--ipv6", IPV6)
        assert (done.returncode, done.stderr) == (0, ""), done
        assert link.frames() == [arp(1, b"\0" * 6), arp(2, MAC_BYTES), advertisement()]


def test_only_what_is_asked_for_is_announced(programs):
    with Link() as link:
        base = ["--netns", link.netns, "--link", "eth0", "--mac", MAC]
        assert announce(programs, *base, "--ipv6", IPV6).returncode == 0
        assert link.frames() == [advertisement()]
        began = time.monotonic()
        assert announce(programs, *base, "--ipv4", IPV4, "--count", "3", "--interval-ms", "100").returncode == 0
        assert time.monotonic() - began >= 0.2
        assert link.frames() == [arp(1, b"\0" * 6), arp(2, MAC_BYTES)] * 3


def test_neighbours_believe_it(programs):
    """The peer knows the address under another station's MAC; afterwards it sends to the new one."""
    with Link() as link:
        pod, peer = (str(holder.pid) for holder in link.holders)
        link.ip(peer, "addr", "add", "10.88.0.1/24", "dev", "peer0")
        link.ip(peer, "addr", "add", "fd00:88::1/64", "dev", "peer0", "nodad")
        for address in (IPV4, IPV6):
            link.ip(peer, "neigh", "add", address, "lladdr", "02:00:00:00:00:99", "dev", "peer0", "nud", "stale")
        assert announce(programs, "--netns", link.netns, "--link", "eth0", "--mac", MAC, "--ipv4", IPV4, "--ipv6",
                        IPV6).returncode == 0

        def known():
            return subprocess.check_output(["nsenter", "-t", peer, "--net", "ip", "neigh"], text=True).count(MAC)

        wait_until(lambda: known() == 2, "both addresses have the new MAC")


def test_wrong_arguments_are_named(programs):
    with Link() as link:
        good = {"--netns": link.netns, "--link": "eth0", "--mac": MAC, "--ipv4": IPV4}
        wrong = [
            ({"--mac": "02:00:5e:10:20"}, "'02:00:5e:10:20' is not six pairs"),
            ({"--mac": "02:00:5e:10:20:3g"}, "is not six pairs"),
            ({"--mac": "2:0:5e:10:20:30"}, "is not six pairs"),
            ({"--mac": "03:00:5e:10:20:30"}, "is not the address of one station"),
            ({"--mac": "00:00:00:00:00:00"}, "is not the address of one station"),
            ({"--ipv4": "10.88.0"}, "'10.88.0' is not an IPv4 address"),
            ({"--ipv4": "224.0.0.1"}, "is not the address of one station"),
            ({"--ipv4": "255.255.255.255"}, "is not the address of one station"),
            ({"--ipv6": "fd00::g"}, "'fd00::g' is not an IPv6 address"),
            ({"--ipv6": "ff02::1"}, "is not the address of one station"),
            ({"--ipv6": "::"}, "is not the address of one station"),
            ({"--count": "0"}, "0 is not between"),
            ({"--interval-ms": "x"}, "'x' is not a whole number"),
            ({"--link": "eth9"}, "the link eth9: No such device"),
            ({"--netns": "/etc/passwd"}, "network namespace /etc/passwd: Invalid argument"),
            ({"--netns": "/proc/self/ns/uts"}, "/proc/self/ns/uts: Invalid argument"),
            ({"--netns": "/nonesuch"}, "/nonesuch: No such file"),
        ]
        for change, message in wrong:
            done = announce(programs, *(word for pair in (good | change).items() for word in pair))
            assert done.returncode == 1 and message in done.stderr, (change, done)
        nothing = announce(programs, "--netns", link.netns, "--link", "eth0", "--mac", MAC)
        assert nothing.returncode == 1 and "nothing to announce" in nothing.stderr, nothing
        assert link.frames() == []
