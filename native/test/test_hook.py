import contextlib
import pathlib
import socket
import subprocess
import tempfile
import threading
import time


class Service:
    """A host service that gives one answer, or none."""

    def __init__(self, answer, delay=0.0):
        self.folder = tempfile.TemporaryDirectory(prefix="deskferry-test-")
        self.path = f"{self.folder.name}/hooks"
        self.heard = None
        self.answer = answer
        self.delay = delay
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.bind(self.path)
        self.socket.listen()
        self.thread = threading.Thread(target=self.serve)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.thread.join()
        self.socket.close()
        self.folder.cleanup()

    def serve(self):
        connection, _ = self.socket.accept()
        with connection:
            self.heard = connection.makefile("rb").readline()
            time.sleep(self.delay)
            for piece in self.answer:
                with contextlib.suppress(BrokenPipeError):
                    connection.send(piece)
                time.sleep(0.02)


def run(programs, path, action="post-dump", pid=None, actions=None, cgroup=None):
    environment = {"CRTOOLS_SCRIPT_ACTION": action, "DESKFERRY_HOOK_SOCKET": path, "CRTOOLS_INIT_PID": pid,
                   "DESKFERRY_HOOK_ACTIONS": actions, "DESKFERRY_HOOK_CGROUP": cgroup}
    return subprocess.run([programs.path("hook")], env={name: value for name, value in environment.items() if value is not None},
                          capture_output=True, text=True, timeout=10)


def outcome(programs, *answer, **settings):
    with Service(answer, settings.pop("delay", 0.0)) as service:
        done = run(programs, service.path, **settings)
    return done, service.heard


def test_exits_with_the_services_answer(programs):
    for code in (0, 1, 7, 255):
        done, heard = outcome(programs, b"%d\n" % code, pid="4711")
        assert (done.returncode, done.stderr, heard) == (code, "", b"post-dump 4711\n"), (done, heard)


def test_says_0_where_there_is_no_init_pid(programs):
    done, heard = outcome(programs, b"0\n", action="pre-restore")
    assert (done.returncode, heard) == (0, b"pre-restore 0\n"), (done, heard)


def test_steps_that_do_not_concern_the_service_pass(programs):
    for actions in ("", "pre-dump", "post-dump-not  not-post-dump ", "network-lock pre-dump"):
        done = run(programs, "/nowhere", actions=actions)
        assert (done.returncode, done.stderr) == (0, ""), (actions, done)
    for actions in ("post-dump", "pre-dump post-dump", " post-dump  pre-dump "):
        done, heard = outcome(programs, b"3\n", actions=actions)
        assert (done.returncode, heard) == (3, b"post-dump 0\n"), (actions, done)


def test_waits_for_a_slow_answer_in_pieces(programs):
    began = time.monotonic()
    done, _ = outcome(programs, b"1", b"2", b"\n", delay=0.5)
    assert done.returncode == 12 and time.monotonic() - began > 0.5, done


def test_answers_that_are_none_fail(programs):
    for answer in (b"", b"0", b"\n", b"yes\n", b"256\n", b"-1\n", b" 0\n", b"0" * 100 + b"\n", b"99999999999999999999\n", b"0\0\n"):
        done, _ = outcome(programs, answer)
        assert done.returncode == 1 and done.stderr.startswith("hook: "), (answer, done)


def test_service_that_dies_fails(programs):
    holder = tempfile.TemporaryDirectory(prefix="deskferry-test-")
    path = f"{holder.name}/hooks"
    script = ("import socket,sys,time; s=socket.socket(socket.AF_UNIX); s.bind(sys.argv[1]); s.listen(); print(flush=True); "
              "c,_=s.accept(); c.recv(100); print('heard',flush=True); time.sleep(60)")
    service = subprocess.Popen(["python3", "-c", script, path], stdout=subprocess.PIPE, text=True)
    service.stdout.readline()
    hook = subprocess.Popen([programs.path("hook")], stderr=subprocess.PIPE, text=True,
                            env={"CRTOOLS_SCRIPT_ACTION": "post-dump", "DESKFERRY_HOOK_SOCKET": path})
    assert service.stdout.readline() == "heard\n"
    assert hook.poll() is None, "it did not wait"
    service.kill()
    _, errors = hook.communicate(timeout=5)
    service.communicate()
    assert hook.returncode == 1 and "hung up" in errors, (hook.returncode, errors)
    gone = run(programs, path)
    assert gone.returncode == 1 and "Connection refused" in gone.stderr, gone
    holder.cleanup()
    gone = run(programs, path)
    assert gone.returncode == 1 and "No such file" in gone.stderr, gone


def test_service_that_dies_after_a_dump_thaws_unless_it_has_said_hold(programs):
    for answer, action, after in (((), "post-dump", "0"), ((b"ho",), "post-dump", "0"), ((b"hold\n",), "post-dump", "1"),
                                  ((b"hold\nhold\n",), "post-dump", "1"), ((b"1\n",), "post-dump", "1"),
                                  ((b"hold\n", b"0\n"), "post-dump", "1"), ((), "network-unlock", "1")):
        with tempfile.TemporaryDirectory(prefix="deskferry-test-") as cgroup:
            frozen = pathlib.Path(cgroup, "cgroup.freeze")
            frozen.write_text("1")
            done, _ = outcome(programs, *answer, action=action, cgroup=cgroup)
            assert frozen.read_text() == after, (answer, action, done)
            number = answer[-1].strip() if answer else b""
            assert done.returncode == (int(number) if number.isdigit() else 1), (answer, done)
    done, _ = outcome(programs, cgroup="/nowhere")
    assert done.returncode == 1 and "open /nowhere/cgroup.freeze: No such file" in done.stderr, done


def test_wrong_environment_is_named(programs):
    for change, message in (({"path": None}, "DESKFERRY_HOOK_SOCKET is not set"), ({"path": "/" + "x" * 200}, "longer than"),
                            ({"path": "/tmp/x", "action": None}, "CRTOOLS_SCRIPT_ACTION is not set")):
        done = run(programs, **change)
        assert done.returncode == 1 and message in done.stderr, done
    with Service([b"0\n"]) as service:
        done = run(programs, service.path, pid="1 2")
        assert done.returncode == 1 and "CRTOOLS_INIT_PID" in done.stderr, done
