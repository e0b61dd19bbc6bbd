import socket
import struct
import subprocess
import time

import lan
from harness import wait_until

MAC = "02:00:5e:10:20:30"
MAC_BYTES = bytes.fromhex(MAC.replace(":", ""))
IPV4 = "10.88.0.6"
IPV6 = "fd00:88::6:abcd"


class Link(lan.Namespaces):
    """A namespace with eth0, the pod's, and one with the other end, peer0."""

    def __init__(self):
        super().__init__(2)

    def __enter__(self):
        super().__enter__()
        self.pod, self.peer = self.pids
        self.netns = f"/proc/{self.pod}/ns/net"
        lan.ip(self.pod, "link", "add", "eth0", "type", "veth", "peer", "name", "peer0", "netns", self.peer)
        lan.ip(self.pod, "link", "set", "eth0", "up")
        lan.ip(self.peer, "link", "set", "peer0", "up")
        self.capture = lan.packet_socket(self.peer, "peer0")
        wait_until(lambda: lan.carries(self.pod, "eth0"), "the link carries frames")
        return self

    def __exit__(self, *failure):
        self.capture.close()
        super().__exit__(*failure)

    def frames(self):
        """What was announced: the link's own chatter comes from another address."""
        return lan.frames(self.capture, lambda frame: frame[6:12] == MAC_BYTES)


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
        lan.ip(link.peer, "addr", "add", "10.88.0.1/24", "dev", "peer0")
        lan.ip(link.peer, "addr", "add", "fd00:88::1/64", "dev", "peer0", "nodad")
        for address in (IPV4, IPV6):
            lan.ip(link.peer, "neigh", "add", address, "lladdr", "02:00:00:00:00:99", "dev", "peer0", "nud", "stale")
        assert announce(programs, "--netns", link.netns, "--link", "eth0", "--mac", MAC, "--ipv4", IPV4, "--ipv6",
                        IPV6).returncode == 0
        wait_until(lambda: lan.text(link.peer, "ip", "neigh").count(MAC) == 2, "both addresses have the new MAC")


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
