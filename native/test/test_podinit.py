import os
import signal
import socket
import subprocess
import time

import harness
from harness import FIRST_ID, ENVIRONMENT, is_running, read, status, wait_until

NO_CAPABILITY = "0" * 16
C_LIBRARY_SIGNALS = 3 << 31  # 32 and 33, which it lets nobody set
ONLY_KILL = "0000000000000020"
REFUSED = {
    "io_uring_setup": "ENOSYS", "io_uring_enter": "ENOSYS", "io_uring_register": "ENOSYS", "clone3": "ENOSYS",
    "clone": "0", "clone_newuser": "EPERM", "clone_newpid": "EPERM", "clone_newuser_newnet": "EPERM",
    "unshare_files": "0", "unshare_newuser": "EPERM", "unshare_newns": "EPERM", "unshare_newtime": "EPERM",
    "setns": "EPERM", "userfaultfd": "EPERM", "perf_event_open": "EPERM", "bpf": "EPERM",
    "landlock_create_ruleset": "ENOSYS", "memfd_secret": "ENOSYS", "mq_open": "ENOSYS", "keyctl": "ENOSYS",
    "x32_getpid": "ENOSYS", "i386_io_uring_setup": "ENOSYS", "i386_unshare_newuser": "EPERM",
    "memfd_create": "0", "fanotify_init": "0",
}


def in_pod(programs, script, **settings):
    """What a session that runs the script writes."""
    with programs.pod() as pod:
        pod.shell(f"{script}; echo that-is-all; sleep 100", **settings)
        return pod.await_output("that-is-all").replace("that-is-all\n", "")


def fields(text):
    return dict(line.split(":\t", 1) for line in text.splitlines() if ":\t" in line)


def test_session_is_the_pods_user_and_nothing_more(programs):
    seen = fields(in_pod(programs, "exec 2>&1; cat /proc/self/status"))
    assert seen["Uid"] == seen["Gid"] == "1000\t1000\t1000\t1000", seen
    assert seen["Groups"].strip() == "", seen
    assert {seen[name] for name in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")} == {NO_CAPABILITY}, seen
    assert (seen["NoNewPrivs"], seen["Seccomp"]) == ("1", "2"), seen
    assert (seen["SigBlk"], seen["Umask"]) == (NO_CAPABILITY, "0022"), seen
    assert int(seen["SigIgn"], 16) & ~C_LIBRARY_SIGNALS == 0, seen


def test_new_privileges_are_allowed_on_request_only(programs):
    seen = fields(in_pod(programs, "cat /proc/self/status", options=["--allow-new-privs"]))
    assert (seen["NoNewPrivs"], seen["Seccomp"]) == ("0", "2"), seen
    assert {seen[name] for name in ("CapPrm", "CapEff", "CapBnd")} == {NO_CAPABILITY}, seen


def test_ids_are_mapped_to_the_pods_range(programs):
    lines = in_pod(programs, "cat /proc/self/uid_map /proc/self/gid_map").splitlines()
    assert [line.split() for line in lines] == [["0", str(FIRST_ID), "65536"]] * 2, lines


def test_session_starts_with_a_minimal_environment(programs):
    text = in_pod(programs, "env -u _ -u SHLVL -u PWD -u OLDPWD; readlink /proc/self/cwd; cat /proc/sys/kernel/hostname",
                  options=["--env", "COLOUR=blue as the sea", "--env", "LANG=C"], env={"SECRET": "of the host"})
    lines = text.splitlines()
    seen = dict(line.split("=", 1) for line in lines[:-2])
    assert seen == ENVIRONMENT | {"COLOUR": "blue as the sea", "LANG": "C"}, seen
    assert lines[-2:] == ["/home/user", "pod-1"], lines


def test_what_cannot_be_checkpointed_is_refused(programs):
    seen = dict(line.split() for line in in_pod(programs, "probe").splitlines())
    assert seen == REFUSED, {name: seen.get(name) for name in REFUSED if seen.get(name) != REFUSED[name]}


def test_what_the_filter_refuses_works_outside(programs):
    """Or the test above would pass on a kernel that lacks it all."""
    seen = dict(line.split() for line in subprocess.check_output([programs.probe], text=True).splitlines())
    works = {name for name, result in seen.items() if result == "0"}
    assert {"clone3", "clone_newuser", "unshare_newuser", "unshare_newtime", "io_uring_setup"} <= works, seen


def test_only_proc_and_pts_are_mounted(programs):
    mounts = [line.split() for line in in_pod(programs, "cat /proc/self/mountinfo").splitlines()]
    assert [mount[4] for mount in mounts] == ["/", "/proc", "/dev/pts"], mounts
    assert {"nosuid", "nodev", "noexec"} <= set(mounts[1][5].split(",")), mounts
    assert "ptmxmode=666" in mounts[2][-1] and "mode=620" in mounts[2][-1], mounts


def test_terminals_work(programs):
    with programs.pod() as pod:
        pod.shell("sleep 100")
        path = f"/proc/{pod.pid}/root/dev"
        terminal = os.open(f"{path}/ptmx", os.O_RDWR | os.O_NOCTTY)
        assert "0" in os.listdir(f"{path}/pts"), "no terminal in the pod's own /dev/pts"
        os.close(terminal)


def test_directories_are_fresh(programs):
    with programs.pod() as pod:
        precious = f"{pod.folder}/precious"
        os.mkdir(precious)
        open(f"{precious}/file", "w").close()
        os.makedirs(f"{pod.root}/tmp/left/deep")
        open(f"{pod.root}/tmp/left/deep/file", "w").close()
        for path in ("tmp/left", "tmp/left/deep", "tmp/left/deep/file"):
            os.chown(f"{pod.root}/{path}", FIRST_ID + 1000, FIRST_ID + 1000)
        os.symlink(precious, f"{pod.root}/tmp/link")
        os.symlink(precious, f"{pod.root}/run/link")
        pod.shell("umask; stat -c '%n %a %u:%g' /tmp /tmp/.X11-unix /tmp/.ICE-unix /dev/shm /run /run/lock /run/user/1000 "
                  "/run/deskferry /var/lib/deskferry; ls /tmp /run; echo that-is-all; sleep 100",
                  umask=0o077)
        assert pod.await_output("that-is-all").splitlines() == [
            "0022", "/tmp 1777 0:0", "/tmp/.X11-unix 1777 0:0", "/tmp/.ICE-unix 1777 0:0", "/dev/shm 1777 0:0", "/run 755 0:0",
            "/run/lock 1777 0:0", "/run/user/1000 700 1000:1000", "/run/deskferry 700 1000:1000",
            "/var/lib/deskferry 755 0:0",
            "/run:", "deskferry", "lock", "user", "", "/tmp:", "that-is-all"], pod.output()
        assert os.listdir(precious) == ["file"]


def test_lo_is_up_and_the_network_is_empty(programs):
    with programs.pod() as pod:
        pod.shell("sleep 100")
        links = subprocess.check_output(["nsenter", "-t", str(pod.pid), "-n", "ip", "-o", "link"], text=True).splitlines()
        assert len(links) == 1 and "lo: <LOOPBACK,UP,LOWER_UP>" in links[0], links


def test_pid1_keeps_only_what_it_needs(programs):
    with programs.pod() as pod:
        pod.shell("sleep 100", extra_groups=[4, 24])
        seen = status(pod.pid)
        assert seen["Groups"].strip() == "", seen
        assert seen["NSpid"].split()[-1] == "1", seen
        assert (seen["CapPrm"], seen["CapEff"]) == (ONLY_KILL, ONLY_KILL), seen
        assert (seen["CapInh"], seen["CapBnd"], seen["CapAmb"]) == (NO_CAPABILITY,) * 3, seen
        assert seen["NoNewPrivs"] == "1", seen
        assert os.readlink(f"/proc/{pod.pid}/exe") == "/var/lib/deskferry/pid1"


def test_nothing_leads_outside(programs):
    leak = os.open("/etc/hostname", os.O_RDONLY)
    ends = socket.socketpair()
    try:
        inherited = [leak, ends[0].fileno()]
        with programs.pod() as pod:
            # It stops itself: a program that is still being started has its libraries open.
            pod.shell("ls -l /proc/self/fd | { while read -r line; do echo \"${line##*:?? }\"; done }; echo that-is-all; kill -STOP $$",
                      pass_fds=inherited)
            pod.await_output("that-is-all")
            for pid in pod.processes():
                files = {fd: os.readlink(f"/proc/{pid}/fd/{fd}") for fd in os.listdir(f"/proc/{pid}/fd")}
                assert files == {"0": "/dev/null", "1": f"/{harness.LOG}", "2": f"/{harness.LOG}"}, files
                root = os.stat(f"/proc/{pid}/root")
                assert os.stat(f"/proc/{pid}/fd/1").st_dev == root.st_dev, "the log lies outside"
    finally:
        os.close(leak)
        for end in ends:
            end.close()


def test_pid1_has_its_own_session_and_the_session_leader_too(programs):
    with programs.pod() as pod:
        pod.shell("sleep 100 & wait")
        assert os.getsid(pod.pid) == os.getpgid(pod.pid) == pod.pid
        children = read(f"/proc/{pod.pid}/task/{pod.pid}/children").split()
        assert len(children) == 1 and os.getsid(int(children[0])) == int(children[0]), children


def test_orphans_are_reaped(programs):
    with programs.pod() as pod:
        pod.shell("for i in 1 2 3; do (sleep 0.1 & sleep 0.2 &); done; echo made; exec sleep 100")
        pod.await_output("made")
        wait_until(lambda: len(pod.processes()) == 2, f"only pid 1 and the session are left: {pod.processes()}")


def test_session_end_ends_the_pod(programs):
    with programs.pod() as pod:
        pod.shell("trap '' TERM; (sleep 100 &); sleep 0.3")
        assert len(pod.processes()) > 1
        pod.await_end()


def test_sigterm_asks_everyone_and_waits(programs):
    with programs.pod() as pod:
        pod.shell("trap 'sleep 0.5; echo saved; exit' TERM; echo ready; while :; do sleep 0.05; done")
        pod.await_output("ready")
        os.kill(pod.pid, signal.SIGTERM)
        pod.await_end(4)
        assert "saved" in pod.output()


def test_sigterm_ends_those_who_refuse_too(programs):
    with programs.pod() as pod:
        pod.shell("trap '' TERM; echo ready; while :; do sleep 0.05; done")
        pod.await_output("ready")
        began = time.monotonic()
        os.kill(pod.pid, signal.SIGTERM)
        pod.await_end(8)
        assert time.monotonic() - began > 3, "no time was left to end in peace"


def test_session_cannot_end_pid1(programs):
    with programs.pod() as pod:
        pod.shell("kill -KILL 1; kill -TERM 1; echo tried; sleep 100")
        pod.await_output("tried")
        assert is_running(pod.pid)


def ends_before_go(pod, message):
    errors = pod.launcher.stderr.read()
    assert pod.launcher.wait(5) == 1
    assert not os.path.exists(f"/proc/{pod.pid}"), "podinit did not wait for the pod's end"
    assert message in errors, errors
    pod.await_end(2)
    assert not os.path.exists(f"{pod.root}/{harness.LOG}"), "the session began"


def test_end_of_stdin_before_go_leaves_nothing(programs):
    with programs.pod() as pod:
        pod.prepare("/bin/bash", "-c", "sleep 100")
        pod.launcher.stdin.close()
        ends_before_go(pod, "stdin ended before 'go'")


def test_another_word_than_go_leaves_nothing(programs):
    for word in ("no\n", "gone\n", "go"):
        with programs.pod() as pod:
            pod.prepare("/bin/bash", "-c", "sleep 100")
            pod.launcher.stdin.write(word)
            pod.launcher.stdin.close()
            ends_before_go(pod, "stdin")


def test_launcher_killed_before_go_leaves_nothing(programs):
    with programs.pod() as pod:
        pod.prepare("/bin/bash", "-c", "sleep 100")
        assert len(pod.processes()) == 1
        pod.launcher.kill()
        pod.await_end(2)


def test_no_session_before_go(programs):
    with programs.pod() as pod:
        pod.prepare("/bin/bash", "-c", "echo began; sleep 100")
        time.sleep(0.2)
        assert pod.output() == ""


def start_fails(pod, command, message):
    pod.prepare(*command)
    out, errors = pod.launcher.communicate("go\n", timeout=10)
    assert out == "" and pod.launcher.returncode == 1, (out, pod.launcher.returncode)
    assert message in errors, errors
    pod.await_end(2)


def test_failures_in_the_pod_are_told(programs):
    with programs.pod() as pod:
        start_fails(pod, ["/usr/bin/nonesuch"], "run /usr/bin/nonesuch in the pod: No such file or directory")
    with programs.pod() as pod:
        os.rmdir(f"{pod.root}/home/user")
        start_fails(pod, ["/bin/bash"], "chdir /home/user in the pod: No such file or directory")
    with programs.pod() as pod:
        os.rmdir(f"{pod.root}/var/log")
        start_fails(pod, ["/bin/bash"], "deskferry-session.log in the pod: No such file or directory")


def test_failures_before_the_pod_stands_are_told(programs):
    with programs.pod() as pod:
        os.rmdir(f"{pod.root}/tmp")
        os.symlink("/etc", f"{pod.root}/tmp")
        pod.launcher = subprocess.Popen(
            [programs.path("podinit"), "--root", pod.root, "--ids", f"{FIRST_ID}:65536", "--hostname", "a", "--", "/bin/bash"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        out, errors = pod.launcher.communicate(timeout=10)
        assert (out, pod.launcher.returncode) == ("", 1), (out, errors)
        assert "/tmp in the pod" in errors and os.path.isdir(f"{pod.root}/etc"), errors


def test_wrong_arguments_are_named(programs):
    good = {"--root": "/", "--ids": "100000:65536", "--hostname": "pod"}
    wrong = [
        ({"--ids": "0:65536"}, "FIRST: 0 is not between"),
        ({"--ids": "65535:65536"}, "FIRST: 65535 is not between"),
        ({"--ids": "100000:1000"}, "COUNT: 1000 is not between"),
        ({"--ids": "4294900000:70000"}, "COUNT: 70000 is not between"),
        ({"--ids": "100000"}, "'100000' is not FIRST:COUNT"),
        ({"--ids": "-1:65536"}, "'-1' is not a whole number"),
        ({"--ids": "99999999999999999999:65536"}, "is not between"),
        ({"--hostname": "a b"}, "'a b' is not 1-63 letters"),
        ({"--hostname": "-a"}, "'-a' is not 1-63 letters"),
        ({"--hostname": "a" * 64}, "is not 1-63 letters"),
        ({"--env": "=x"}, "'=x' is not NAME=VALUE"),
        ({"--env": "1X=x"}, "'1X=x' is not NAME=VALUE"),
        ({"--root": "/nonesuch"}, "/nonesuch: No such file or directory"),
        ({"--colour": "red"}, "usage:"),
    ]
    for change, message in wrong:
        options = [word for pair in (good | change).items() for word in pair]
        run = subprocess.run([programs.path("podinit"), *options, "--", "/bin/bash"], input="", capture_output=True, text=True)
        assert (run.returncode, run.stdout) == (1, "") and message in run.stderr, (change, run)
    for command in ([], ["bash"]):
        options = [word for pair in good.items() for word in pair]
        run = subprocess.run([programs.path("podinit"), *options, "--", *command], input="", capture_output=True, text=True)
        assert (run.returncode, run.stdout) == (1, "") and run.stderr, run


def test_cgroup_chosen_before_go_is_the_pods_own_root(programs):
    mount = next(line.split()[1] for line in read("/proc/self/mounts").splitlines() if line.split()[2] == "cgroup2")
    group = f"{mount}/deskferry-test-{os.getpid()}"
    os.mkdir(group)
    try:
        with programs.pod() as pod:
            pod.prepare("/bin/bash", "-c", "cat /proc/self/cgroup; echo that-is-all; sleep 100")
            with open(f"{group}/cgroup.procs", "w") as procs:
                procs.write(str(pod.pid))
            pod.launcher.communicate("go\n", timeout=10)
            assert "0::/\n" in pod.await_output("that-is-all"), pod.output()
            run = pod.podexec("--pid", str(pod.pid), "--", "/bin/bash", "-c", "echo second; cat /proc/self/cgroup; echo all-of-it; sleep 100")
            assert run.returncode == 0, run
            assert "0::/\n" in pod.await_output("all-of-it").partition("second")[2], pod.output()
            inside = read(f"{group}/cgroup.procs").split()
            assert {int(pid) for pid in inside} == set(pod.processes()), (inside, pod.processes())
    finally:
        wait_until(lambda: not read(f"{group}/cgroup.procs"), "the group is empty")
        os.rmdir(group)
