import contextlib
import os
import subprocess
import tempfile

import harness


@contextlib.contextmanager
def group():
    """A control group of cgroup 2 to wake in."""
    mounts = [line.split() for line in harness.read("/proc/self/mounts").splitlines()]
    path = next(mount[1] for mount in mounts if mount[2] == "cgroup2") + f"/deskferry-test-{os.getpid()}"
    os.mkdir(path)
    try:
        yield path
    finally:
        os.rmdir(path)


@contextlib.contextmanager
def folder():
    with tempfile.TemporaryDirectory(prefix="deskferry-test-") as path:
        os.chmod(path, 0o1777)
        yield path


def wake(programs, *words):
    return subprocess.run([programs.path("wake"), *words], capture_output=True, text=True, timeout=10)


def test_program_is_in_the_group_and_sees_it_as_the_root(programs):
    with group() as path, folder() as tmp:
        done = wake(programs, path, tmp, "/bin/sh", "-c", 'echo $$; grep ^0:: /proc/self/cgroup; cat "$0"', f"{path}/cgroup.procs")
        pid, seen, members = done.stdout.split("\n", 2)
    assert (done.returncode, seen) == (0, "0::/"), done
    assert pid in members.split(), done


def test_what_it_leaves_in_tmp_is_not_in_the_machines(programs):
    with group() as path, folder() as tmp:
        done = wake(programs, path, tmp, "/bin/sh", "-c", "mktemp -d /tmp/.left.XXXXXX; kill -KILL $$")
        left = done.stdout.strip()
        assert done.returncode == -9 and left.startswith("/tmp/.left."), done
        assert os.listdir(tmp) == [os.path.basename(left)], done
        assert not os.path.exists(left), done


def test_its_mounts_are_not_the_machines(programs):
    with group() as path, folder() as tmp:
        done = wake(programs, path, tmp, "/bin/sh", "-c", "mount -t tmpfs mine /mnt && grep -c '^mine ' /proc/self/mounts")
        assert (done.returncode, done.stdout) == (0, "1\n"), done
        assert "mine " not in harness.read("/proc/self/mounts")


def test_the_machines_tmp_itself_will_do(programs):
    with group() as path, folder() as other:
        done = wake(programs, path, "/tmp", "/bin/ls", other)
        assert (done.returncode, done.stderr) == (0, ""), done


def test_failures_are_named(programs):
    with group() as path, folder() as tmp:
        for words, reason in (
            ((), "usage"),
            ((path, tmp), "usage"),
            (("/none", tmp, "/bin/true"), "open /none"),
            ((tmp, tmp, "/bin/true"), "open cgroup.procs in"),
            ((path, "/none", "/bin/true"), "mount /none on /tmp"),
            ((path, tmp, "/none"), "run /none"),
        ):
            done = wake(programs, *words)
            assert done.returncode == 1 and reason in done.stderr, (words, done)
