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


def wake(programs, group, tmp, *words, places=()):
    words = [programs.path("wake"), group, tmp, *places, "--", *words]
    return subprocess.run(words, capture_output=True, text=True, timeout=10)


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
        os.symlink("/usr", f"{tmp}/link")
        for words, places, reason in (
            ((path, tmp), (), "usage"),
            ((path, tmp), ("/usr", "/mnt"), "usage"),
            ((path, tmp, "/bin/true"), ("/usr",), "usage"),
            (("/none", tmp, "/bin/true"), (), "open /none"),
            ((tmp, tmp, "/bin/true"), (), "open cgroup.procs in"),
            ((path, "/none", "/bin/true"), (), "mount /none on /tmp"),
            ((path, tmp, "/bin/true"), ("/none", "/mnt"), "open /none"),
            ((path, tmp, "/bin/true"), ("/usr", "/none"), "mount /usr on /none"),
            ((path, tmp, "/bin/true"), ("/tmp/link", "/mnt"), "mount /tmp/link"),
            ((path, tmp, "/none"), (), "run /none"),
        ):
            done = wake(programs, *words, places=places)
            assert done.returncode == 1 and reason in done.stderr, (words, done)


def test_directories_are_found_where_anyone_can_get_to_them(programs):
    with group() as path, folder() as tmp:
        for name in ("one", "two"):
            os.makedirs(f"{tmp}/closed/{name}/file-of-{name}")
            os.mkdir(f"{tmp}/at-{name}")
        os.chmod(f"{tmp}/closed", 0o700)
        places = [place for name in ("one", "two") for place in (f"{tmp}/closed/{name}", f"{tmp}/at-{name}")]
        look = f"ls {tmp}/at-*; grep -c '{tmp}/at-' /proc/self/mounts"
        done = wake(programs, path, "/tmp", "/usr/bin/setpriv", "--reuid=65534", "/bin/sh", "-c", look, places=places)
        assert (done.returncode, done.stdout) == (0, f"{tmp}/at-one:\nfile-of-one\n\n{tmp}/at-two:\nfile-of-two\n2\n"), done
        assert os.listdir(f"{tmp}/at-one") == os.listdir(f"{tmp}/at-two") == []
