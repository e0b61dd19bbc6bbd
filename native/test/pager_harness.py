"""A pager to test, with this side in the part of CRIU, and processes that wait for their memory."""

import array
import contextlib
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile

from harness import libc, read, wait_until

PAGE = 4096
FINISHED = 0x52535446
SYS_PIDFD_GETFD = 438
BASE = 0x100000000


def pattern(address, pages):
    """Each word is its own address."""
    return array.array("Q", range(address, address + pages * PAGE, 8)).tobytes()


def children(pid):
    try:
        return [int(child) for child in read(f"/proc/{pid}/task/{pid}/children").split()]
    except FileNotFoundError:
        return []


class Process:
    """A process of the pod: says a line to the probe, hears its answer."""

    def __init__(self, pid, stdin, stdout):
        self.pid = pid
        self.stdin = stdin
        self.stdout = stdout

    def begin(self, word, *numbers):
        """Addresses come at odd places, in hexadecimal; counts between them in decimal."""
        shown = (f"{number:x}" if i % 2 == 0 else f"{number}" for i, number in enumerate(numbers))
        self.stdin.write(" ".join([word, *shown]) + "\n")
        self.stdin.flush()

    def end(self):
        return self.stdout.readline().strip()

    def ask(self, *words):
        self.begin(*words)
        return self.end()

    def do(self, *words):
        answer = self.ask(*words)
        assert answer == "ok", (self.pid, words, answer)

    def verify(self, address, pages, mapped_at=None, step=1):
        self.do("verify", address, pages, address if mapped_at is None else mapped_at, step)

    def fork(self, folder):
        name = tempfile.mktemp(prefix="child-", dir=folder)
        os.mkfifo(f"{name}.in")
        os.mkfifo(f"{name}.out")
        self.stdin.write(f"fork {name}\n")
        self.stdin.flush()
        stdin = open(f"{name}.in", "w")
        stdout = open(f"{name}.out")
        return Process(int(self.end()), stdin, stdout)

    def close(self):
        with contextlib.suppress(BrokenPipeError):
            self.stdin.close()
        self.stdout.close()


class Pager:
    """One pager, one folder of stores, one connection; nothing is left of them."""

    def __init__(self, programs):
        self.programs = programs
        self.probe = os.path.join(os.path.dirname(programs.probe), "pager_probe")
        self.folder = tempfile.mkdtemp(prefix="deskferry-test-", dir="/dev/shm")
        self.socket = f"{self.folder}/lazy-pages.socket"
        self.connection = None
        self.processes = []
        self.probes = []

    def __enter__(self):
        self.launcher = subprocess.Popen([self.programs.path("pager"), self.folder, self.socket], stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.launcher.stdout.readline()
        assert line == "ready\n", (line, self.launcher.stderr.read())
        return self

    def __exit__(self, kind, *_):
        for process in self.processes:
            process.close()
        for probe in self.probes:
            probe.wait(10)
        if self.connection is not None:
            self.connection.close()
        workers = self.workers()
        self.launcher.kill()
        for pid in workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.launcher.stdin.close()
        errors = self.launcher.stderr.read()
        self.launcher.stdout.close()
        self.launcher.stderr.close()
        self.launcher.wait()
        shutil.rmtree(self.folder)
        complaints = re.findall(r".*(?:Sanitizer|runtime error).*", errors)
        assert kind is not None or not complaints, complaints

    def workers(self):
        return children(self.launcher.pid)

    def connect(self):
        self.connection = socket.socket(socket.AF_UNIX)
        self.connection.connect(self.socket)

    def write_lazy(self, pid, *ranges):
        with open(f"{self.folder}/lazy-{pid}", "wb") as file:
            for start, pages in ranges:
                file.write(struct.pack("<QQ", start, start + pages * PAGE))

    def write_store(self, pid, *ranges):
        with open(f"{self.folder}/store-{pid}", "wb") as file:
            for start, pages in ranges:
                file.seek(start)
                file.write(pattern(start, pages))

    def spawn(self):
        probe = subprocess.Popen([self.probe], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.probes.append(probe)
        process = Process(probe.pid, probe.stdin, probe.stdout)
        self.processes.append(process)
        return process

    def send(self, pid, process):
        """Fetches the process's userfaultfd and hands it over; the process keeps none, as CRIU's restorer."""
        number = int(process.ask("uffd"))
        pidfd = os.pidfd_open(process.pid)
        uffd = libc.syscall(SYS_PIDFD_GETFD, pidfd, number, 0)
        os.close(pidfd)
        assert uffd >= 0
        self.connection.send(struct.pack("<i", pid))
        socket.send_fds(self.connection, [b"\0"], [uffd])
        os.close(uffd)

    def admit(self, pid, *ranges, lazy=None, stored=None):
        """A process with these mapped ranges, all of them lazy and in its store if not said otherwise."""
        self.write_lazy(pid, *(ranges if lazy is None else lazy))
        if stored is None or stored:
            self.write_store(pid, *(ranges if stored is None else stored))
        process = self.spawn()
        self.send(pid, process)
        for start, pages in ranges:
            process.do("map", start, pages)
            process.do("register", start, pages)
        process.do("close")
        return process

    def fork(self, process):
        child = process.fork(self.folder)
        self.processes.append(child)
        return child

    def order_filling(self):
        self.launcher.stdin.write("fill\n")
        self.launcher.stdin.flush()

    def finish(self):
        self.connection.send(struct.pack("<i", FINISHED))

    def await_done(self):
        """The numbers of the last line."""
        line = self.launcher.stdout.readline()
        shown = re.fullmatch(r"done pages=(\d+) faults=(\d+) zero=(\d+) longest_fault_us=(\d+) ms=(\d+)\n", line)
        assert shown, (line, self.launcher.poll() and self.launcher.stderr.read())
        return tuple(int(number) for number in shown.groups()[:3])

    def await_exit(self):
        return self.launcher.wait(20)

    def await_failure(self):
        assert self.await_exit() == 1
        return self.launcher.stderr.read()

    def stored_bytes(self, pid):
        return os.stat(f"{self.folder}/store-{pid}").st_blocks * 512

    def kill_worker(self):
        """Kills it, and waits until there is another."""
        worker, = wait_until(self.workers, "there is a worker")
        os.kill(worker, signal.SIGKILL)
        wait_until(lambda: self.workers() not in ([], [worker]), "there is another worker")
