import array
import ctypes
import mmap
import os
import random
import signal
import struct
import subprocess
import tempfile
import time

from harness import is_running, libc, read, status, wait_until

PAGE = 4096
IN_MEMORY, SWAPPED, GUARD = 1 << 63, 1 << 62, 1 << 58
ZERO_PAGE = 1 << 24
KERNELS_OWN = ("[vdso]", "[vvar]", "[vvar_vclock]", "[vsyscall]", "[uprobes]")
PTRACE_SEIZE = 0x4206


class Talk:
    """A program that answers a line with a line."""

    def __init__(self, *command, **settings):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                        text=True, **settings)
        self.pid = self.process.pid

    def line(self):
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"{self.process.args} ended with {self.process.wait()}: {self.process.stderr.read()}")
        return line.strip()

    def __call__(self, *words):
        self.send(" ".join(map(str, words)) + "\n")
        return self.line()

    def send(self, text):
        self.process.stdin.write(text)
        self.process.stdin.flush()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            try:
                stream.close()
            except BrokenPipeError:
                pass


class Tracker(Talk):
    def __init__(self, programs, pid=None):
        super().__init__(programs.path("../test/tracker"))
        self.copy = os.open(f"/proc/{self.pid}/fd/{self.line()}", os.O_RDONLY)
        self.tracked = pid
        if pid is not None:
            wait_until(lambda: (answer := self("open", pid)) == "0" or answer != "EAGAIN" and self.fail(answer), "it is tracked")

    @staticmethod
    def fail(answer):
        raise AssertionError(f"open: {answer}")

    def round(self, rearm):
        answer = self("round", rearm)
        assert answer[0].isdigit(), answer
        return int(answer.split()[1])

    def pages(self, *words):
        """The pages of a list of ranges."""
        answer = self(*words)
        assert not answer.startswith("E"), answer
        ranges = [[int(number, 16) for number in word.split("-")] for word in answer.split()]
        assert all(start < end for start, end in ranges), ranges
        assert all(last[1] < following[0] for last, following in zip(ranges, ranges[1:])), ranges
        return [page for start, end in ranges for page in range(start, end, PAGE)]

    def __exit__(self, *everything):
        os.close(self.copy)
        try:
            self.process.stdin.close()
            assert everything[0] is not None or self.process.wait(20) == 0, self.process.stderr.read()
        finally:
            super().__exit__(*everything)


def victim(programs, *words, wrapper=(), **settings):
    started = Talk(*wrapper, f"{os.path.dirname(programs.probe)}/../test/victim", *map(str, words), **settings)
    return started


def ready(programs, *words, **settings):
    started = victim(programs, *words, **settings)
    assert started.line() == "ready"
    return started


def state(pid):
    return status(pid)["State"][0]


def freeze(pid):
    os.kill(pid, signal.SIGSTOP)
    wait_until(lambda: all(state(f"{pid}/task/{tid}") == "T" for tid in os.listdir(f"/proc/{pid}/task")), "it stands still")


def anonymous(pid):
    """The private anonymous mappings, and the flags of each."""
    found, flags = [], {}
    for line in read(f"/proc/{pid}/smaps").splitlines():
        words = line.split()
        if "-" in words[0] and not words[0].endswith(":"):
            mapping = tuple(int(number, 16) for number in words[0].split("-"))
            if words[1][3] == "p" and words[4] == "0" and words[-1] not in KERNELS_OWN:
                found.append(mapping)
        elif words[0] == "VmFlags:":
            flags[mapping] = words[1:]
    return found, flags


def is_zero_page(frame):
    with open("/proc/kpageflags", "rb") as file:
        file.seek(frame * 8)
        return bool(struct.unpack("Q", file.read(8))[0] & ZERO_PAGE)


def content(pid):
    """What a process holds, by page, from what the kernel says of each page in a file."""
    held = {}
    with open(f"/proc/{pid}/pagemap", "rb", 0) as pagemap, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for start, end in anonymous(pid)[0]:
            entries = array.array("Q", os.pread(pagemap.fileno(), (end - start) // PAGE * 8, start // PAGE * 8))
            for page, entry in zip(range(start, end, PAGE), entries):
                if entry & (IN_MEMORY | SWAPPED) and not entry & GUARD:
                    data = os.pread(memory.fileno(), PAGE, page)
                    if any(data) or not entry & IN_MEMORY or not is_zero_page(entry & (1 << 55) - 1):
                        held[page] = data
    return held


def finish(tracker, pid):
    """The last look at a process, which is frozen for it; the copy must be its memory then. What it holds is asked first,
    as CRIU does: the kernel may fill holes with zeros to make huge pages, also while the process stands still."""
    freeze(pid)
    held = content(pid)
    tracker.round(0)
    wrong = [hex(page) for page, data in held.items() if os.pread(tracker.copy, PAGE, page) != data]
    assert held and not wrong, (len(wrong), wrong[:10])


def test_library_exports_its_functions_only(programs):
    listed = subprocess.check_output(["nm", "-D", "--defined-only", programs.path("libmemtrack.so")], text=True)
    names = {line.split()[2] for line in listed.splitlines()}
    assert {name for name in names if name.startswith("memtrack_")} == {
        f"memtrack_{name}" for name in ("open", "written", "present", "others", "read", "close")}, names
    assert "sanitized" in programs.folder or len(names) == 6, names


def copy_of(programs, seed, *words, rounds=6, **settings):
    """Rounds on a process that changes its memory; then what they gathered must be its memory."""
    with ready(programs, *words, "random", seed, **settings) as process, Tracker(programs, process.pid) as tracker:
        for _ in range(rounds):
            tracker.round(1)
            time.sleep(random.Random(seed).random() * 0.1)
        finish(tracker, process.pid)


def test_rounds_gather_the_memory_of_a_process(programs):
    for seed in range(6):
        copy_of(programs, seed)


def test_rounds_gather_the_memory_where_userfaultfd_is_refused(programs):
    copy_of(programs, 100, "refuse")
    copy_of(programs, 101, "refuse", wrapper=["unshare", "--user", "--map-root-user"])


def test_last_look_of_a_frozen_process_changes_nothing(programs):
    with ready(programs, "random", 7) as process, Tracker(programs, process.pid) as tracker:
        tracker.round(1)
        time.sleep(0.1)
        freeze(process.pid)
        first, second = tracker.pages("list", 0, 100000), tracker.pages("list", 0, 100000)
        assert first and first == second
        # Rearmed, it gives the same once more, and nothing after it.
        assert tracker.pages("list", 1, 100000) == first
        assert tracker.pages("list", 1, 100000) == []


def test_only_what_is_written_is_listed(programs):
    with ready(programs, "step", 1000) as process, Tracker(programs, process.pid) as tracker:
        assert tracker.round(1) > 1000
        tracker.pages("list", 1, 1000)
        written = set()
        for _ in range(50):
            process.send("x")
            written.add(int(process.line(), 16))
        listed = set(tracker.pages("list", 1, 1000))
        assert written <= listed and len(listed) < 70, (len(written - listed), len(listed))
        # The pages of the same mapping that were not written are not among them.
        assert len([page for page in listed if min(written) <= page < min(written) + 1000 * PAGE]) == 50


def test_nothing_is_lost_when_there_is_no_room(programs):
    with ready(programs, "step", 40) as process, Tracker(programs, process.pid) as tracker:
        tracker.round(1)
        pages = []
        for _ in range(40):
            process.send("x")
            pages.append(int(process.line(), 16))
        assert tracker("list", 1, 1) == "ENOSPC"
        # Both what was found before and what was written since.
        process.send("x")
        again = int(process.line(), 16)
        assert tracker("list", 1, 1) == "ENOSPC"
        assert tracker("list", 0, 1) == "ENOSPC"
        assert {*pages, again} <= set(tracker.pages("list", 0, 1000))
        assert {*pages, again} <= set(tracker.pages("list", 1, 1000))
        assert not set(pages) & set(tracker.pages("list", 1, 1000))


def test_interrupted_calls_go_on(programs):
    """Each is interrupted many times; then it ends by itself, by input or by a signal, as if it had not been."""
    by_itself = {"nanosleep": "0 -", "futex": "-1 ETIMEDOUT", "sigtimedwait": "-1 EAGAIN", "semop": "-1 EAGAIN", "recv": "-1 EAGAIN"}
    by_input = {"read": "1 -", "poll": "1 -", "ppoll": "1 -", "select": "1 -", "epoll": "1 -", "epoll_pwait": "1 -"}
    by_signal = {"sigsuspend": "-1 EINTR", "ppoll": "-1 EINTR", "epoll_pwait": "-1 EINTR"}
    for ends, end in ((by_itself, None), (by_input, lambda process: process.send("x")),
                      (by_signal, lambda process: os.kill(process.pid, signal.SIGUSR1))):
        for name, result in ends.items():
            with ready(programs, "wait", name) as process, Tracker(programs) as tracker:
                wait_until(lambda: state(process.pid) == "S", "it waits")
                for _ in range(20):
                    assert tracker("open", process.pid) == "0" and tracker("close") == "0", name
                if end is not None:
                    end(process)
                assert process.line() == result, (name, result)
                assert "0000000000000a00" in status(process.pid)["SigBlk"], name


def test_sleep_is_not_made_longer(programs):
    """Interrupted for longer than it is to last: if it began anew each time, it would never end."""
    with ready(programs, "wait", "nanosleep") as process, Tracker(programs) as tracker:
        ended = []
        os.set_blocking(process.process.stdout.fileno(), False)

        def open_once():
            assert tracker("open", process.pid) == "0" and tracker("close") == "0"
            ended.append(process.process.stdout.readline())
            return ended[-1]

        wait_until(open_once, "it ends while it is interrupted", 30)
        assert ended[-1] == "0 -\n"


def test_registers_are_as_before(programs):
    with ready(programs, "busy") as process, Tracker(programs) as tracker:
        for _ in range(300):
            assert tracker("open", process.pid) == "0" and tracker("close") == "0"
        assert process.process.poll() is None


def test_restartable_sequence_is_still_aborted(programs):
    with ready(programs, "sequence") as process, Tracker(programs) as tracker:
        for _ in range(50):
            assert tracker("open", process.pid) == "0" and tracker("close") == "0"
            before = int(process("")[0:])
            wait_until(lambda: int(process("")) > before, "it is aborted again")


def test_signals_wait_and_are_not_lost(programs):
    with ready(programs, "signals") as process, Tracker(programs) as tracker:
        sender = subprocess.Popen(["bash", "-c", f"for i in {{1..3000}}; do kill -RTMIN {process.pid}; done"])
        opened = 0
        while sender.poll() is None or opened < 100:
            assert tracker("open", process.pid) == "0" and tracker("close") == "0"
            opened += 1
        sent = 3000
        assert sender.returncode == 0

        def answer():
            os.kill(process.pid, signal.SIGUSR1)
            return int(process.line()) == sent

        wait_until(answer, "every signal is handled once")


def test_stopped_process_stays_stopped(programs):
    with ready(programs, "wait", "read") as process, Tracker(programs) as tracker:
        freeze(process.pid)
        for _ in range(20):
            assert tracker("open", process.pid) == "0"
            assert tracker.round(1) > 0
            assert tracker("close") == "0"
            wait_until(lambda: state(process.pid) == "T", "it stands still")
        process.send("x")
        time.sleep(0.05)
        assert state(process.pid) == "T"
        os.kill(process.pid, signal.SIGCONT)
        assert process.line() == "1 -"


def test_stop_and_go_during_the_injection(programs):
    with ready(programs, "busy") as process, Tracker(programs) as tracker:
        sender = subprocess.Popen(["bash", "-c", f"for i in {{1..1000}}; do kill -STOP {process.pid}; kill -CONT {process.pid}; done"])
        while sender.poll() is None:
            assert tracker("open", process.pid) in ("0", "EAGAIN")
            tracker("close")
        wait_until(lambda: state(process.pid) == "R", "it runs")


def test_what_cannot_be_tracked_is_refused_and_runs_on(programs):
    with Tracker(programs) as tracker:
        assert tracker("open", 0) == "EINVAL" or tracker("open", 0) == "ESRCH"
        assert tracker("open", 4194000) == "ESRCH"
        with subprocess.Popen(["true"]) as zombie:
            wait_until(lambda: state(zombie.pid) == "Z", "it has ended")
            assert tracker("open", zombie.pid) == "ESRCH"
            assert tracker("present", zombie.pid) == "ESRCH"
        if os.path.exists("/proc/2") and status(2)["PPid"] == "0":
            assert tracker("open", 2) == "ESRCH", "a kernel thread"
        with ready(programs, "headless") as process:
            wait_until(lambda: state(process.pid) == "Z", "the main thread has ended")
            other = next(tid for tid in os.listdir(f"/proc/{process.pid}/task") if tid != str(process.pid))
            assert tracker("open", process.pid) == "ESRCH"
            assert tracker("open", other) == "EINVAL"
        with ready(programs, "busy") as process:
            assert libc.ptrace(PTRACE_SEIZE, process.pid, None, None) == 0
            assert tracker("open", process.pid) == "EPERM"
        with ready(programs, "busy") as process:
            libc.prlimit(process.pid, 7, (ctypes.c_uint64 * 2)(3, 3), None)
            assert tracker("open", process.pid) == "EMFILE"
            assert state(process.pid) == "R"


def test_borrowed_memory_is_refused(programs):
    with victim(programs, "vfork") as process, Tracker(programs) as tracker:
        child = int(process.line())
        assert tracker("open", child) == "EAGAIN"
        assert tracker("open", process.pid) == "EAGAIN", "it waits for its child, uninterruptibly"
        assert status(process.pid)["TracerPid"] == status(child)["TracerPid"] == "0"
        process.send("x")
        assert process.line() == "ready"
        assert tracker("open", process.pid) == "0"
        wait_until(lambda: state(process.pid) == "S", "it runs on")


# An ELF of 32 bits that sleeps by pause(2), again and again.
SMALL = (b"\x7fELF\1\1\1" + bytes(9) + struct.pack("<HHIIIIIHHHHHH", 2, 3, 1, 0x10054, 52, 0, 0, 52, 32, 1, 0, 0, 0) +
         struct.pack("<8I", 1, 0, 0x10000, 0x10000, 0x5d, 0x5d, 5, 4096) + bytes.fromhex("b81d000000cd80ebf7"))


def test_32_bit_process_is_refused(programs):
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/small"
        with open(path, "wb") as file:
            file.write(SMALL)
        os.chmod(path, 0o755)
        with subprocess.Popen([path]) as process, Tracker(programs) as tracker:
            try:
                wait_until(lambda: os.readlink(f"/proc/{process.pid}/exe") == path and state(process.pid) == "S", "it sleeps")
                for _ in range(5):
                    assert tracker("open", process.pid) in ("EOPNOTSUPP", "ENOEXEC")
                    wait_until(lambda: state(process.pid) == "S", "it sleeps again")
                assert process.poll() is None
                assert tracker.pages("present", process.pid)
            finally:
                process.kill()


def frozen_group():
    root = next(line.split()[1] for line in read("/proc/self/mounts").splitlines() if line.split()[2] == "cgroup2")
    return tempfile.mkdtemp(prefix="memtrack-", dir=root)


def test_frozen_process_is_refused_and_thaws(programs):
    group = frozen_group()
    try:
        with ready(programs, "busy") as process, Tracker(programs) as tracker:
            with open(f"{group}/cgroup.procs", "w") as file:
                file.write(str(process.pid))
            for _ in range(3):
                with open(f"{group}/cgroup.freeze", "w") as file:
                    file.write("1")
                wait_until(lambda: "frozen 1" in read(f"{group}/cgroup.events"), "it is frozen")
                assert tracker("open", process.pid) == "EAGAIN"
                wait_until(lambda: "frozen 1" in read(f"{group}/cgroup.events"), "it is frozen again")
                with open(f"{group}/cgroup.freeze", "w") as file:
                    file.write("0")
                assert tracker("open", process.pid) == "0"
                tracker("close")
                wait_until(lambda: state(process.pid) == "R", "it runs")
    finally:
        wait_until(lambda: not read(f"{group}/cgroup.procs"), "the group is empty")
        os.rmdir(group)


def test_process_that_dies_meanwhile(programs):
    with Tracker(programs) as tracker:
        for attempt in range(60):
            with ready(programs, "random", attempt) as process:
                delay = random.Random(attempt).random() * 0.004
                killer = subprocess.Popen(["bash", "-c", f"sleep {delay}; kill -KILL {process.pid}"])
                while (answer := tracker("open", process.pid)) == "0":
                    answer = tracker("round", 1)
                    tracker("close")
                    if not answer[0].isdigit():
                        break
                assert answer in ("ESRCH", "EPERM"), answer
                killer.wait()
                wait_until(lambda: state(process.pid) == "Z", "its death has been left to its parent")
        assert tracker("open", os.getpid()) == "0"


def test_exec_is_followed(programs):
    with ready(programs, "refuse", "exec", "a") as process, Tracker(programs, process.pid) as tracker:
        tracker.round(1)
        for turn in range(4):
            process.send("x")
            assert process.line() == "ready"
            whole = len(content(process.pid))
            if turn % 2 == 0:
                assert tracker.round(0) >= whole - 2
            assert tracker.round(1) >= whole - 2
            again = tracker.round(1)
            assert again < 10, f"the new program is tracked as well: {again} of {whole}"
            finish(tracker, process.pid)
            os.kill(process.pid, signal.SIGCONT)


def test_ended_process_is_told(programs):
    with ready(programs, "busy") as process, Tracker(programs, process.pid) as tracker:
        tracker.round(1)
        process.process.kill()
        wait_until(lambda: state(process.pid) == "Z", "it is dead")
        assert tracker("round", 1) == tracker("round", 0) == "ESRCH"
        process.process.wait()
        assert tracker("round", 1) == tracker("round", 0) == "ESRCH"


def test_child_is_not_disturbed(programs):
    """A forked child has nothing of its parent's tracking, and can be tracked itself."""
    with ready(programs, "sequence") as process, Tracker(programs, process.pid) as tracker:
        tracker.round(1)
        child = int(read(f"/proc/{process.pid}/task/{process.pid}/children"))
        with Tracker(programs, child) as second:
            assert second.round(1) > 0
            assert second.round(1) < 5


def traces(pid):
    _, flags = anonymous(pid)
    descriptors = [os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")]
    return [mapping for mapping in flags if "uw" in flags[mapping]], [name for name in descriptors if "userfaultfd" in name]


def test_nothing_is_left_in_the_process(programs):
    for end in ("close", "kill"):
        with ready(programs, "write", 500) as process:
            tracker = Tracker(programs, process.pid)
            tracker.round(1)
            registered, descriptors = traces(process.pid)
            assert registered and not descriptors
            assert status(process.pid)["TracerPid"] == "0"
            if end == "close":
                tracker("close")
            else:
                tracker.process.kill()
            wait_until(lambda: traces(process.pid) == ([], []), "no trace is left")
            Talk.__exit__(tracker)
            os.close(tracker.copy)


def kinds_of(process):
    kinds = {}
    while (line := process.line()) != "ready":
        kind, address = line.split()
        kinds[kind] = int(address, 16)
    return kinds


def test_kinds_of_pages(programs):
    with victim(programs, "kinds") as process, Tracker(programs) as tracker:
        kinds = kinds_of(process)
        tracker("open", process.pid)
        for command in (("present", process.pid), ("list", 1, 1000)):
            pages = set(tracker.pages(*command))
            assert {kinds["none"], kinds["none"] + PAGE, kinds["gone"], kinds["gone"] + 2 * PAGE, kinds["huge"]} <= pages
            assert not {kinds["file"], kinds["shared"], kinds["zero"], kinds["gone"] + PAGE, kinds.get("guard")} & pages
            assert pages == set(content(process.pid))
        others = set(tracker.pages("others", process.pid))
        assert {kinds["file"], kinds["shared"], kinds["memfd"] + PAGE} <= others
        assert not {kinds["file-read"], kinds["memfd"]} & others and not pages & others
        # Memory that the kernel may drop can't be tracked; kernels before 6.11 don't have it.
        untracked = {kinds[kind] for kind in ("droppable",) if kind in kinds}
        assert untracked <= set(tracker.pages("list", 1, 1000)) and untracked <= set(tracker.pages("list", 1, 1000))


def test_reading(programs):
    with victim(programs, "kinds") as process, Tracker(programs) as tracker:
        kinds = kinds_of(process)

        def bytes_of(kind, pages, first=0):
            start = kinds[kind] + first * PAGE
            return tracker("read", process.pid, f"{start:x}", f"{start + pages * PAGE:x}")

        assert bytes_of("none", 2) == str(2 * PAGE), "what the process itself may not read"
        assert bytes_of("gone", 3) == str(PAGE), "up to the hole"
        assert bytes_of("gone", 2, first=1) == "0"
        assert bytes_of("huge", 512) == str(512 * PAGE)
        assert bytes_of("gone", 0) == bytes_of("huge", 1025) == "EINVAL"
        assert tracker("read", process.pid, f"{kinds['none'] + 1:x}", f"{kinds['none'] + PAGE:x}") == "EINVAL"
        process.process.kill()
        process.process.wait()
        assert bytes_of("none", 1) == "ESRCH"


def test_old_kernels_list_the_same(programs):
    with ready(programs, "random", 3) as process, Tracker(programs) as tracker:
        time.sleep(0.2)
        freeze(process.pid)
        modern = tracker.pages("present", process.pid)
        assert tracker("old") == "0"
        old = tracker.pages("present", process.pid)
        # There the zero page of huge pages can't be told from others.
        extra = set(old) ^ set(modern)
        truth = content(process.pid)
        assert len(old) > 100 and not [page for page in extra if any(truth.get(page, b""))], len(extra)
    with victim(programs, "kinds") as process, Tracker(programs) as tracker:
        kinds_of(process)
        modern = tracker.pages("present", process.pid)
        assert tracker("old") == "0"
        assert tracker.pages("present", process.pid) == modern


def test_many_mappings(programs):
    with ready(programs, "many", 8000) as process, Tracker(programs, process.pid) as tracker:
        assert tracker.round(1) >= 8000
        assert tracker.round(1) < 10
        finish(tracker, process.pid)
