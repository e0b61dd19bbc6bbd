import contextlib
import os
import re
import socket
import struct
import subprocess

import lan
from harness import is_running, wait_until

MAC = "02:00:5e:10:20:30"
MAC_BYTES = bytes.fromhex(MAC.replace(":", ""))
IPV4, IPV6, LINK_LOCAL = "10.88.0.6", "fd00:88::6", "fe80::5eff:fe10:2030"
PEER4, PEER6 = "10.88.0.1", "fd00:88::1"
PORT = 5005
SO_RCVBUFFORCE = 33


class Lan(lan.Namespaces):
    """A workstation with a bridge, a peer that is a port of it, and a pod whose link is cut."""

    def __init__(self, programs, *options):
        super().__init__(3)
        self.words = [programs.path("framehold"), "--mac", MAC, "--ipv4", IPV4, "--ipv6", IPV6, "--ipv6", LINK_LOCAL, *options]

    def __enter__(self):
        super().__enter__()
        self.station, self.peer, self.pod = self.pids
        lan.ip(self.station, "link", "add", "br0", "type", "bridge", "stp_state", "0", "forward_delay", "0")
        lan.ip(self.station, "link", "set", "br0", "up")
        lan.ip(self.station, "addr", "add", "10.88.0.9/24", "dev", "br0")
        lan.ip(self.station, "link", "add", "port", "type", "veth", "peer", "name", "eth0", "netns", self.peer)
        lan.ip(self.station, "link", "add", "outer", "type", "veth", "peer", "name", "eth0", "address", MAC, "netns", self.pod)
        lan.ip(self.station, "link", "set", "port", "master", "br0", "up")
        lan.ip(self.station, "link", "set", "outer", "up")
        for pid, addresses in ((self.peer, (PEER4, PEER6)), (self.pod, (IPV4, IPV6))):
            lan.ip(pid, "addr", "add", addresses[0] + "/24", "dev", "eth0")
            lan.ip(pid, "addr", "add", addresses[1] + "/64", "dev", "eth0", "nodad")
            lan.ip(pid, "link", "set", "eth0", "up")
        wait_until(lambda: lan.carries(self.peer, "eth0") and lan.carries(self.pod, "eth0"), "the links carry frames")
        self.start()
        return self

    def start(self):
        self.hold = subprocess.Popen(["nsenter", "-t", self.station, "--net", *self.words], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.hold.stdout.readline() == "ready\n"
        inside = str(self.hold.pid)
        lan.ip(self.station, "link", "add", "wait", "type", "veth", "peer", "name", "lan", "netns", inside)
        lan.ip(inside, "link", "set", "lan", "addrgenmode", "none", "arp", "off", "up")
        lan.ip(self.station, "link", "set", "wait", "addrgenmode", "none", "master", "br0", "up")
        wait_until(lambda: lan.carries(inside, "lan"), "the link carries frames")

    def __exit__(self, *failure):
        self.end()
        super().__exit__(*failure)

    def end(self):
        with contextlib.suppress(BrokenPipeError):
            self.hold.stdin.close()
        self.hold.wait(timeout=10)
        errors = "" if self.hold.stderr.closed else self.hold.stderr.read()
        self.hold.stdout.close()
        self.hold.stderr.close()
        assert "Sanitizer" not in errors and "runtime error" not in errors, errors
        return errors

    def order(self, line):
        self.hold.stdin.write(line + "\n")
        self.hold.stdin.flush()
        return self.hold.stdout.readline().rstrip("\n")

    def know_pod(self):
        """What waits for the answer to ARP would be sent by another processor, or not at all."""
        lan.ip(self.peer, "neigh", "replace", IPV4, "lladdr", MAC, "dev", "eth0")

    def deliver(self):
        """As the host service does it: what the pod says to all is not heard, its link is open, and the bridge is told where it is."""
        if "wait@" in lan.text(self.station, "ip", "-o", "link"):
            lan.ip(self.station, "link", "set", "wait", "type", "bridge_slave", "learning", "off", "flood", "off", "mcast_flood", "off",
                   "bcast_flood", "off")
        self.open_link()
        subprocess.run(["nsenter", "-t", self.station, "--net", "bridge", "fdb", "replace", MAC, "dev", "outer", "master", "dynamic"],
                       check=True)
        return self.order("deliver")

    def open_link(self):
        lan.ip(self.station, "link", "set", "outer", "master", "br0")

    def cut_link(self):
        lan.ip(self.station, "link", "set", "outer", "nomaster")

    def udp(self, pid, address=None):
        def make():
            made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            made.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, 1 << 22)
            made.bind((address, PORT) if address else ("", 0))
            return made

        return lan.within(pid, make)


def send_numbers(sender, wanted):
    """From one processor: each has a queue of its own for what comes out of a veth."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    for number in wanted:
        sender.sendto(b"%d" % number, (IPV4, PORT))
    os.sched_setaffinity(0, before)


def numbers(receiver):
    return [int(datagram) for datagram in lan.frames(receiver, lambda _: True, 0.5)]


def test_what_comes_is_kept_and_delivered_in_order(programs):
    with Lan(programs) as net, net.udp(net.peer) as sender, net.udp(net.pod, IPV4) as receiver:
        assert net.order("hold lan") == "holding"
        net.know_pod()
        send_numbers(sender, range(300))
        assert numbers(receiver) == []
        assert net.deliver() == "delivered 300 frames, 0 dropped"
        got = numbers(receiver)
        assert got == list(range(300)), got


def test_what_comes_later_follows_at_once_and_only_once(programs):
    with Lan(programs) as net, net.udp(net.peer) as sender, net.udp(net.pod, IPV4) as receiver:
        net.order("hold lan")
        net.know_pod()
        sender.sendto(b"0", (IPV4, PORT))
        net.deliver()
        assert numbers(receiver) == [0]
        send_numbers(sender, range(1, 100))
        assert numbers(receiver) == list(range(1, 100))


def test_what_is_delivered_obeys_the_rules_of_the_bridge(programs):
    """And the bridge does not take the peer for someone who is where the frames were kept."""
    with Lan(programs) as net, net.udp(net.peer) as sender, net.udp(net.pod, IPV4) as receiver:
        net.order("hold lan")
        net.know_pod()
        send_numbers(sender, range(10))
        lan.text(net.station, "nft", "add table bridge t; add chain bridge t c { type filter hook forward priority 0; };"
                 " add rule bridge t c @th,64,8 { 0x30-0x34 } drop")
        net.deliver()
        got = numbers(receiver)
        assert got == list(range(5, 10)), got
        with lan.packet_socket(net.peer, "eth0") as capture:
            peer = ":".join(f"{byte:02x}" for byte in capture.getsockname()[4])
        assert f"{peer} dev port" in lan.text(net.station, "bridge", "fdb", "show", "br", "br0")


def test_no_more_is_kept_than_allowed(programs):
    for bound in (("--frames", "10"), ("--bytes", str(256 << 10))):
        with Lan(programs, *bound) as net, net.udp(net.peer) as sender, net.udp(net.pod, IPV4) as receiver:
            net.order("hold lan")
            net.know_pod()
            for number in range(200):
                sender.sendto(b"%1400d" % number, (IPV4, PORT))
            answer = re.fullmatch(r"delivered (\d+) frames, (\d+) dropped", net.deliver())
            kept, dropped = (int(part) for part in answer.groups())
            assert 10 <= kept < 200 and kept + dropped == 200, answer
            assert numbers(receiver) == list(range(kept)), "the oldest are kept"


def test_nobody_answers_for_the_pod(programs):
    """A station that takes the pod's frames for its own would reset the connection."""
    with Lan(programs) as net, lan.packet_socket(net.peer, "eth0") as capture:
        peer = capture.getsockname()[4]
        net.order("hold lan")
        with lan.within(net.peer, lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM)) as connection:
            connection.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                connection.connect((IPV4, PORT))
            said = lan.frames(capture, lambda frame: frame[:6] == peer and frame[12:14] == b"\x08\0")
            assert said == [], said
        assert net.deliver().startswith("delivered")


def test_a_connection_goes_on_where_it_was(programs):
    """Whole segments and open checksums pass: 8 MB at full speed, more than the peer may have under way at once."""
    payload = os.urandom(1 << 20) * 8
    with Lan(programs) as net:
        net.open_link()
        with lan.within(net.pod, lambda: socket.create_server((IPV4, PORT))) as server, lan.within(
                net.peer, lambda: socket.create_connection((IPV4, PORT))) as there:
            here, _ = server.accept()
            with here:
                here.settimeout(20)
                net.cut_link()
                net.order("hold lan")
                there.setblocking(False)
                sent = there.send(payload)
                assert net.deliver().endswith(", 0 dropped")
                there.settimeout(20)
                got = b""
                while len(got) < sent:
                    got += here.recv(1 << 20)
                assert got == payload[:sent]


def test_it_announces_the_pod_and_answers_who_asks(programs):
    with Lan(programs) as net, lan.packet_socket(net.peer, "eth0") as capture:
        net.order("hold lan")
        said = lan.frames(capture, lambda frame: frame[6:12] == MAC_BYTES)
        assert len(said) == 3 * 4 and len(set(said)) == 4, said
        for address in (IPV4, IPV6, LINK_LOCAL):
            lan.ip(net.peer, "neigh", "flush", "dev", "eth0")
            family = socket.AF_INET if address == IPV4 else socket.AF_INET6
            with lan.within(net.peer, lambda: socket.socket(family, socket.SOCK_DGRAM)) as asker:
                index = lan.within(net.peer, lambda: socket.if_nametoindex("eth0"))
                asker.sendto(b"?", (address, 9) if family == socket.AF_INET else (address, 9, 0, index))
            wait_until(lambda: re.search(rf"{address} .*{MAC} REACHABLE", lan.text(net.peer, "ip", "neigh")), f"{address} is known")
        assert net.deliver() == "delivered 3 frames, 0 dropped", "only what was sent to the pod"


def test_it_does_not_answer_for_others(programs):
    with Lan(programs) as net, lan.packet_socket(net.peer, "eth0") as capture:
        net.order("hold lan")
        lan.frames(capture, lambda _: True)
        for address in ("10.88.0.7", "fd00:88::7"):
            with lan.within(net.peer, lambda: socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)) as asker:
                asker.sendto(b"?", (address, 9))
        assert lan.frames(capture, lambda frame: frame[6:12] == MAC_BYTES) == []


def test_hostile_frames_do_no_harm(programs):
    """Cut off, longer than any, and questions that are none."""
    with Lan(programs) as net, lan.packet_socket(net.peer, "eth0") as sender:
        net.order("hold lan")
        ours = MAC_BYTES + b"\x02\0\0\0\0\1"
        for length in range(60, 0, -1):
            with contextlib.suppress(OSError):
                sender.send((ours + b"\x08\x06" + b"\0\1\x08\0\6\4\0\1" + b"\xff" * 60)[:length])
                sender.send((ours + b"\x86\xdd" + struct.pack("!IHBB", 6 << 28, 65535, 58, 255) + b"\x87\0" * 60)[:length])
        assert net.deliver().startswith("delivered ")
        assert net.end() == ""


def test_it_steps_back_where_it_hears_the_pod(programs):
    """A source that takes its pod back announces it; until the pod is frozen again nobody else may speak for it."""
    with Lan(programs) as net, lan.packet_socket(net.peer, "eth0") as capture, net.udp(net.peer) as sender:
        net.order("hold lan")
        sender.sendto(b"lost", (IPV4, PORT))
        lan.frames(capture, lambda _: True, 0.5)
        capture.send(b"\xff" * 6 + MAC_BYTES + b"\x08\x06" + bytes(46))
        lan.ip(net.peer, "neigh", "flush", "dev", "eth0")
        sender.sendto(b"?", (IPV4, PORT))
        assert lan.frames(capture, lambda frame: frame[6:12] == MAC_BYTES) == []
        assert net.order("hold lan") == "holding"
        assert len(lan.frames(capture, lambda frame: frame[6:12] == MAC_BYTES)) >= 4
        sender.sendto(b"kept", (IPV4, PORT))
        with net.udp(net.pod, IPV4) as receiver:
            assert re.fullmatch("delivered [12] frames, 0 dropped", net.deliver())
            assert b"lost" not in lan.frames(receiver, lambda _: True)


def test_it_steps_back_where_its_ear_hears_the_pod(programs):
    """A macvlan does not carry what comes from its own MAC, so the pod is heard by another link. Only what it says to
    all counts there."""
    with Lan(programs) as net, lan.packet_socket(net.peer, "eth0") as capture:
        inside = str(net.hold.pid)
        lan.ip(net.station, "link", "add", "mouth", "type", "veth", "peer", "name", "ear", "netns", inside)
        lan.ip(inside, "link", "set", "ear", "addrgenmode", "none", "arp", "off", "up")
        lan.ip(net.station, "link", "set", "mouth", "addrgenmode", "none", "up")
        wait_until(lambda: lan.carries(inside, "ear"), "the ear hears")

        def is_answered():
            lan.ip(net.peer, "neigh", "flush", "dev", "eth0")
            with net.udp(net.peer) as sender:
                sender.sendto(b"?", (IPV4, PORT))
            return bool(lan.frames(capture, lambda frame: frame[6:12] == MAC_BYTES and frame[12:14] == b"\x08\x06"))

        with lan.packet_socket(net.station, "mouth") as mouth:
            assert net.order("hold lan ear") == "holding"
            lan.frames(capture, lambda _: True, 0.5)
            mouth.send(b"\xff" * 6 + b"\2\0\0\0\0\1" + b"\x08\x06" + bytes(46))
            mouth.send(b"\2\0\0\0\0\1" + MAC_BYTES + b"\x08\x06" + bytes(46))
            assert is_answered()
            mouth.send(b"\xff" * 6 + MAC_BYTES + b"\x08\x06" + bytes(46))
            assert not is_answered()
            assert net.order("hold lan ear") == "holding"
            assert is_answered()
        lan.ip(net.station, "link", "del", "mouth")
        assert is_answered(), "an ear that is taken away does not matter"


def test_it_leaves_nothing_however_it_ends(programs):
    for way in (lambda hold: hold.kill(), lambda hold: hold.stdin.close()):
        with Lan(programs) as net:
            net.order("hold lan")
            way(net.hold)
            wait_until(lambda: not is_running(net.hold.pid) or net.hold.poll() is not None, "it ends")
            wait_until(lambda: "wait@" not in lan.text(net.station, "ip", "-o", "link"), "its link is gone")


def test_a_link_that_is_taken_away_does_not_matter(programs):
    with Lan(programs) as net:
        net.order("hold lan")
        lan.ip(net.station, "link", "del", "wait")
        assert net.deliver() == "delivered 0 frames, 0 dropped"


def test_it_has_no_rights_while_it_reads(programs):
    with Lan(programs) as net:
        status = open(f"/proc/{net.hold.pid}/status").read()
        assert re.search(r"^Uid:\t65534\t65534\t65534", status, re.M) and re.search(r"^CapEff:\t0+$", status, re.M), status


def test_wrong_words_are_named(programs):
    base = [programs.path("framehold")]
    for words, message in (([], "usage"), (["--mac", MAC], "nothing to announce"), (["--mac", MAC, "--ipv4", "1"], "'1' is not an IPv4"),
                           (["--mac", MAC, "--ipv4", IPV4, "--bytes", "1"], "1 is not between"),
                           (["--mac", MAC] + ["--ipv6", IPV6] * 3, "more than 2")):
        done = subprocess.run(base + words, capture_output=True, text=True, timeout=10)
        assert done.returncode == 1 and message in done.stderr, (words, done)
    for order, message in (("jump lan", "unknown order"), ("hold", "unknown order"), ("deliver lan", "unknown order"),
                           ("hold lan ear more", "unknown order"), ("hold lan nonesuch", "the link nonesuch: No such device"),
                           ("hold nonesuch", "the link nonesuch: No such device"), ("x" * 100, "too long")):
        with Lan(programs) as net:
            assert net.order(order) == ""
            assert message in net.end(), order
