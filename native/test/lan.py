"""Network namespaces that a test makes, links between them, and what passes there."""

import ctypes
import os
import socket
import subprocess

from harness import libc, wait_until

CLONE_NEWNET = 0x40000000
EVERY_PROTOCOL = 3


class Namespaces:
    """That many fresh network namespaces, held by a process each; self.pids are theirs, in words."""

    def __init__(self, count):
        self.count = count
        self.holders = []

    def __enter__(self):
        self.holders = [subprocess.Popen(["unshare", "--net", "sleep", "100"]) for _ in range(self.count)]
        here = os.readlink("/proc/self/ns/net")
        for holder in self.holders:
            wait_until(lambda: os.readlink(f"/proc/{holder.pid}/ns/net") != here, "the namespace stands")
        self.pids = [str(holder.pid) for holder in self.holders]
        return self

    def __exit__(self, *_):
        for holder in self.holders:
            holder.kill()
            holder.wait()


def ip(pid, *words):
    subprocess.run(["nsenter", "-t", pid, "--net", "ip", *words], check=True)


def text(pid, *command):
    return subprocess.check_output(["nsenter", "-t", pid, "--net", *command], text=True)


def carries(pid, link):
    """Until the kernel has noticed that both ends are up, what is sent is dropped in silence."""
    shown = text(pid, "ip", "-o", "link", "show", link)
    return "state UP" in shown and "qdisc noop " not in shown


def within(pid, make):
    """What make() returns in that namespace: a socket stays in the namespace it was made in."""
    home, there = os.open("/proc/self/ns/net", os.O_RDONLY), os.open(f"/proc/{pid}/ns/net", os.O_RDONLY)
    try:
        assert libc.setns(there, CLONE_NEWNET) == 0, os.strerror(ctypes.get_errno())
        return make()
    finally:
        assert libc.setns(home, CLONE_NEWNET) == 0
        os.close(home)
        os.close(there)


def packet_socket(pid, link):
    def make():
        made = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(EVERY_PROTOCOL))
        made.bind((link, EVERY_PROTOCOL))
        return made

    return within(pid, make)


def frames(capture, wanted, seconds=0.3):
    """What has come, and comes until it is quiet, of the frames that are wanted."""
    capture.settimeout(seconds)
    seen = []
    try:
        while True:
            frame = capture.recv(70000)
            if wanted(frame):
                seen.append(frame)
    except TimeoutError:
        return seen
