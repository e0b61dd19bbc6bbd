"""A pod to test: a small root built from this machine's own shell, and podinit run on it as the host service runs it."""

import ctypes
import os
import re
import shutil
import signal
import stat
import subprocess
import tempfile
import time

FIRST_ID = 1_900_000_000
PROGRAMS = "bash cat env id ls mkdir readlink sleep stat touch tty".split()
DEVICES = {"null": (1, 3), "zero": (1, 5), "full": (1, 7), "random": (1, 8), "urandom": (1, 9), "tty": (5, 0), "ptmx": (5, 2)}
LOG = "var/log/deskferry-session.log"
PR_SET_CHILD_SUBREAPER = 36
ENVIRONMENT = {
    "PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/home/user", "USER": "user", "LOGNAME": "user",
    "SHELL": "/bin/bash", "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": "/run/user/1000",
}

libc = ctypes.CDLL(None, use_errno=True)


def adopt_orphans():
    """Pods whose launcher has ended become children of this process, so that none escapes the tests."""
    libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def reap():
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def wait_until(condition, what, seconds=10.0):
    end = time.monotonic() + seconds
    while not (result := condition()):
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.01)
    return result


def read(path):
    with open(path) as file:
        return file.read()


def is_running(pid):
    try:
        return read(f"/proc/{pid}/stat").rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def status(pid):
    return dict(line.split(":\t", 1) for line in read(f"/proc/{pid}/status").splitlines() if ":\t" in line)


def members(namespace):
    """Every process, zombies too, whose own pid namespace is the given one."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.readlink(f"/proc/{pid}/ns/pid") == namespace:
                found.append(int(pid))
        except OSError:
            pass
    return found


def copy_with_libraries(root, program, target):
    os.makedirs(os.path.dirname(root + target), exist_ok=True)
    shutil.copy(program, root + target)
    listed = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
    for library in re.findall(r"(/\S+) \(0x", listed):
        os.makedirs(os.path.dirname(root + library), exist_ok=True)
        shutil.copy(library, root + library)


def build_root(root, bin_dir, probe):
    for directory in "proc dev tmp run home/user var/log var/lib usr/lib etc".split():
        os.makedirs(f"{root}/{directory}")
    for program in PROGRAMS:
        copy_with_libraries(root, shutil.which(program), f"/bin/{program}")
    shutil.copy(probe, f"{root}/bin/probe")
    copy_with_libraries(root, f"{bin_dir}/pid1", "/lib/pid1-libraries")
    for name, numbers in DEVICES.items():
        os.mknod(f"{root}/dev/{name}", stat.S_IFCHR | 0o666, os.makedev(*numbers))
        os.chmod(f"{root}/dev/{name}", 0o666)
    for folder, _, files in os.walk(root):
        for path in [folder, *(f"{folder}/{name}" for name in files)]:
            os.lchown(path, FIRST_ID, FIRST_ID)
    os.chown(f"{root}/home/user", FIRST_ID + 1000, FIRST_ID + 1000)


class Pod:
    """One root, and at most one running pod on it; leaves nothing when closed."""

    def __init__(self, bin_dir, probe):
        self.bin_dir = bin_dir
        self.probe = probe
        # Nobody but root may search this directory: podinit must cope.
        self.folder = tempfile.mkdtemp(prefix="deskferry-test-")
        self.root = f"{self.folder}/root"
        self.pid = None
        self.pidns = None
        self.launcher = None

    def __enter__(self):
        try:
            build_root(self.root, self.bin_dir, self.probe)
        except BaseException:
            shutil.rmtree(self.folder)
            raise
        return self

    def __exit__(self, kind, *_):
        complaints = re.findall(r".*(?:Sanitizer|runtime error).*", self.output())
        if self.pid is not None:
            try:
                os.kill(self.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            wait_until(lambda: reap() or not is_running(self.pid), "the pod is killed")
        if self.launcher is not None:
            for stream in (self.launcher.stdin, self.launcher.stdout, self.launcher.stderr):
                stream.close()
            self.launcher.kill()
            self.launcher.wait()
        shutil.rmtree(self.folder)
        assert kind is not None or not complaints, complaints

    def prepare(self, *command, options=(), **popen):
        """podinit up to the line pid=N."""
        self.launcher = subprocess.Popen(
            [f"{self.bin_dir}/podinit", "--root", self.root, "--ids", f"{FIRST_ID}:65536", "--hostname", "pod-1", *options,
             "--", *command],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **popen)
        line = self.launcher.stdout.readline()
        assert re.fullmatch(r"pid=\d+\n", line), f"{line!r}, {self.launcher.stderr.read()!r}"
        self.pid = int(line[4:])
        self.pidns = os.readlink(f"/proc/{self.pid}/ns/pid_for_children")

    def start(self, *command, **settings):
        self.prepare(*command, **settings)
        out, errors = self.launcher.communicate("go\n", timeout=10)
        assert (out, errors, self.launcher.returncode) == ("started\n", "", 0), (out, errors, self.launcher.returncode)

    def shell(self, script, **settings):
        self.start("/bin/bash", "-c", script, **settings)

    def output(self):
        try:
            return read(f"{self.root}/{LOG}")
        except FileNotFoundError:
            return ""

    def await_output(self, text):
        wait_until(lambda: text in self.output(), f"{text!r} in {self.output()!r}")
        return self.output()

    def processes(self):
        return members(self.pidns)

    def await_end(self, seconds=10.0):
        wait_until(lambda: reap() or not self.processes(), "the pod has ended", seconds)

    def podexec(self, *arguments, **settings):
        return subprocess.run([f"{self.bin_dir}/podexec", *arguments], capture_output=True, text=True, timeout=10, **settings)
