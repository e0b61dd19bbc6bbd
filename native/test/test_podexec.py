import os
import subprocess

import harness
from harness import ENVIRONMENT, status, wait_until

SAME = "Uid Gid Groups CapInh CapPrm CapEff CapBnd CapAmb NoNewPrivs Seccomp Seccomp_filters SigIgn SigBlk Umask".split()


def namespaces(pid):
    return {name: os.readlink(f"/proc/{pid}/ns/{name}") for name in os.listdir(f"/proc/{pid}/ns")}


def started(programs, pod, *command, options=(), **settings):
    """Runs a program in the pod; returns its pid out here."""
    run = pod.podexec("--pid", str(pod.pid), *options, "--", *command, **settings)
    assert (run.returncode, run.stderr) == (0, ""), run
    assert run.stdout.startswith("pid="), run
    inside = run.stdout[4:].strip()
    return next(pid for pid in pod.processes() if status(pid)["NSpid"].split()[-1] == inside)


def session(pod):
    return int(harness.read(f"/proc/{pod.pid}/task/{pod.pid}/children").split()[0])


def test_program_is_confined_as_the_session_is(programs):
    for options in ([], ["--allow-new-privs"]):
        with programs.pod() as pod:
            pod.shell("exec sleep 100", options=options)
            pid = started(programs, pod, "sleep", "100", options=options, extra_groups=[4, 24], umask=0o077)
            theirs, its = status(session(pod)), status(pid)
            assert {name: its[name] for name in SAME} == {name: theirs[name] for name in SAME}, its
            assert namespaces(pid) == namespaces(pod.pid) == namespaces(session(pod))
            assert status(pid)["PPid"] == str(pod.pid)
            assert os.getsid(pid) == pid


def test_program_has_nothing_from_outside(programs):
    leak = os.open("/etc/hostname", os.O_RDONLY)
    try:
        with programs.pod() as pod:
            pod.shell("exec sleep 100")
            # A program that is still being started has its libraries open.
            pid = started(programs, pod, "/bin/bash", "-c", "kill -STOP $$", options=["--env", "DISPLAY=:0"], pass_fds=[leak],
                          env={"SECRET": "of the host"})
            wait_until(lambda: status(pid)["State"].startswith("T"), "it has stopped itself")
            files = {fd: os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")}
            assert files == {"0": "/dev/null", "1": f"/{harness.LOG}", "2": f"/{harness.LOG}"}, files
            environment = harness.read(f"/proc/{pid}/environ").rstrip("\0").split("\0")
            assert dict(line.split("=", 1) for line in environment) == ENVIRONMENT | {"DISPLAY": ":0"}, environment
            assert os.readlink(f"/proc/{pid}/cwd") == "/home/user"
            assert os.stat(f"/proc/{pid}/root").st_ino == os.stat(pod.root).st_ino
    finally:
        os.close(leak)


def test_program_is_refused_what_cannot_be_checkpointed(programs):
    with programs.pod() as pod:
        pod.shell("exec sleep 100")
        started_run = pod.podexec("--pid", str(pod.pid), "--", "/bin/bash", "-c", "probe; echo that-is-all")
        assert started_run.returncode == 0, started_run
        seen = dict(line.split() for line in pod.await_output("that-is-all").splitlines() if " " in line)
        assert (seen["io_uring_setup"], seen["unshare_newuser"], seen["clone3"]) == ("ENOSYS", "EPERM", "ENOSYS"), seen


def test_ended_program_is_reaped(programs):
    with programs.pod() as pod:
        pod.shell("exec sleep 100")
        assert pod.podexec("--pid", str(pod.pid), "--", "sleep", "0.1").returncode == 0
        wait_until(lambda: len(pod.processes()) == 2, "only pid 1 and the session are left")


def refused(programs, pod, arguments, message):
    run = pod.podexec(*arguments)
    assert (run.returncode, run.stdout) == (1, "") and message in run.stderr, run


def test_failures_are_told(programs):
    with programs.pod() as pod:
        pod.shell("exec sleep 100")
        target = ["--pid", str(pod.pid)]
        refused(programs, pod, [*target, "--", "nonesuch"], "run nonesuch in the pod: No such file or directory")
        refused(programs, pod, ["--pid", str(session(pod)), "--", "ls"], "is not the first process of a pod")
        refused(programs, pod, ["--pid", str(os.getpid()), "--", "ls"], "is not the first process of a pod")
        refused(programs, pod, ["--pid", "0", "--", "ls"], "0 is not between")
        refused(programs, pod, ["--pid", "x", "--", "ls"], "'x' is not a whole number")
        refused(programs, pod, [*target, "--env", "X", "--", "ls"], "'X' is not NAME=VALUE")
        refused(programs, pod, target, "usage:")
        ended = subprocess.Popen(["true"])
        ended.wait()
        refused(programs, pod, ["--pid", str(ended.pid), "--", "ls"], "No such process")
        wait_until(lambda: len(pod.processes()) == 2, "nothing of the failures is left")


def test_first_process_without_a_user_namespace_is_no_pod(programs):
    """A container of the host's own root: entering it would confine nobody."""
    launcher = subprocess.Popen(["unshare", "--pid", "--fork", "--kill-child", "sleep", "100"])
    try:
        children = f"/proc/{launcher.pid}/task/{launcher.pid}/children"
        first = wait_until(lambda: harness.read(children).split(), "sleep runs")[0]
        run = subprocess.run([programs.path("podexec"), "--pid", first, "--", "sleep", "0"], capture_output=True, text=True)
        assert run.returncode == 1 and "is not the first process of a pod" in run.stderr, run
    finally:
        launcher.kill()
        launcher.wait()
