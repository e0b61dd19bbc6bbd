import contextlib
import os
import signal
import socket
import struct
import subprocess
import time

from harness import is_running, wait_until
from pager_harness import BASE, PAGE, Pager, children, pattern

PAGES = 4096
AREA = (BASE, PAGES)
HIGH = 0x7f0000000000


def at(page):
    return BASE + page * PAGE


def test_serves_and_fills(programs):
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, AREA)
        assert not os.path.exists(pager.socket)
        process.verify(at(100), 1)
        pager.finish()
        pages, faults, zeros = pager.await_done()
        assert (pages, zeros) == (PAGES, 0) and faults >= 1, (pages, faults, zeros)
        assert pager.await_exit() == 0
        assert process.ask("present", *AREA) == str(PAGES)
        process.verify(*AREA)


def test_only_faults_are_served_until_filling_is_ordered(programs):
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, AREA)
        process.verify(at(0), PAGES, BASE, 1024)
        time.sleep(0.1)
        assert 4 <= int(process.ask("present", *AREA)) <= 4 * 16
        pager.order_filling()
        wait_until(lambda: process.ask("present", *AREA) == str(PAGES), "all is filled in before CRIU has finished")
        assert pager.launcher.poll() is None
        pager.finish()
        assert pager.await_done()[0] == PAGES
        process.verify(*AREA)


def test_filling_that_begins_too_early_is_made_up_for(programs):
    """Nothing is registered yet, then one area; that it is filled in is no reason to leave before the other."""
    with Pager(programs) as pager:
        pager.order_filling()
        time.sleep(0.1)
        pager.connect()
        process = pager.spawn()
        pager.write_lazy(7, AREA)
        pager.write_store(7, AREA)
        pager.send(7, process)
        time.sleep(0.05)
        process.do("map", *AREA)
        process.do("register", *AREA)
        wait_until(lambda: process.ask("present", *AREA) == str(PAGES), "all is filled in")
        process.do("map", HIGH, 10)
        process.do("register", HIGH, 10)
        process.do("zeros", HIGH, 10)
        process.do("close")
        pager.finish()
        assert pager.await_done()[0] == PAGES
        process.verify(*AREA)


def test_what_is_there_already_stays(programs):
    with Pager(programs) as pager:
        pager.connect()
        pager.write_lazy(7, AREA)
        pager.write_store(7, AREA)
        process = pager.spawn()
        pager.send(7, process)
        process.do("map", *AREA)
        process.do("write", at(100), 3)
        process.do("register", *AREA)
        process.do("close")
        process.verify(at(99), 1)
        pager.finish()
        assert pager.await_done()[0] == PAGES - 3
        assert pager.await_exit() == 0
        assert pager.launcher.stderr.read() == ""
        assert process.ask("zeros", at(100), 1) == f"{at(100):x} holds {'01' * 8}".replace("holds 0", "holds ")
        process.verify(at(103), PAGES - 103)


def test_memory_is_given_back_while_filling(programs):
    """At no time is all of it held twice."""
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, AREA)
        pager.order_filling()
        wait_until(lambda: process.ask("present", *AREA) == str(PAGES), "all is filled in")
        assert pager.stored_bytes(7) <= 512 * 1024, pager.stored_bytes(7)
        pager.finish()
        pager.await_done()
        pager.await_exit()
        assert pager.stored_bytes(7) == 0


def test_holes_are_zeros_and_cost_nothing(programs):
    """A terabyte of nothing, with a page of something: a hole in the store, zeros in it, behind its end, not lazy."""
    huge = 1 << 28
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, (BASE, huge), lazy=[(BASE, huge - 8)], stored=[(BASE + 77 * PAGE, 1)])
        with open(f"{pager.folder}/store-7", "r+b") as store:
            store.seek(BASE + 90 * PAGE)
            store.write(bytes(4 * PAGE))
        process.do("zeros", BASE, 3)
        process.do("zeros", BASE + 90 * PAGE, 4)
        process.do("zeros", BASE + (huge - 4) * PAGE, 2)
        pager.finish()
        assert pager.await_done()[::2] == (1, 9)
        process.verify(BASE + 77 * PAGE, 1)
        process.do("zeros", BASE + 78 * PAGE, 1000)
        process.do("zeros", BASE + (huge - 4) * PAGE, 4)


def test_a_missing_store_is_all_zeros(programs):
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, AREA, stored=[])
        process.do("zeros", at(5), 2)
        pager.finish()
        assert pager.await_done() == (0, 2, 2)
        process.do("zeros", *AREA)


def test_ranges_may_span_mappings(programs):
    """One lazy range over mappings of several kinds, and over a gap that nothing is mapped in."""
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, (BASE, 1000), (at(1000), 1000), (at(2010), 100), lazy=[(BASE, 2110)],
                              stored=[(BASE, 2110)])
        process.do("protect", at(501), 300)
        pager.finish()
        assert pager.await_done()[0] == 2100
        assert pager.await_exit() == 0
        assert "process 7: 10 pages had no place" in pager.launcher.stderr.readline()
        process.verify(BASE, 2000)
        process.verify(at(2010), 100)


def test_many_ranges(programs):
    """Every second page of an area waits, the others are there already or zeros."""
    count = 20000
    with Pager(programs) as pager:
        pager.connect()
        lazy = [(at(2 * i), 1) for i in range(count)]
        process = pager.admit(7, (BASE, 2 * count), lazy=lazy, stored=[(BASE, 2 * count)])
        process.verify(BASE, 2 * count, BASE, 2000)
        process.do("zeros", at(1), 1)
        pager.finish()
        assert pager.await_done()[0] == count
        process.verify(BASE, 2 * count, BASE, 2)
        process.do("zeros", at(2 * count - 1), 1)


def change_all(pager, process):
    """Removes, moves and shrinks what waits; returns the checks that must hold ever after."""
    process.do("discard", at(10), 100)
    process.do("unmap", at(200), 50)
    process.do("remap", at(1000), 500, HIGH)
    process.do("remap", at(2000), 10, at(3000))
    process.do("discard", HIGH + 100 * PAGE, 10)

    def check(one):
        one.do("zeros", at(10), 100)
        one.verify(at(0), 10)
        one.verify(at(110), 90)
        one.verify(at(250), 750)
        one.verify(HIGH, 100, at(1000))
        one.do("zeros", HIGH + 100 * PAGE, 10)
        one.verify(HIGH + 110 * PAGE, 390, at(1110))
        one.verify(at(1500), 500)
        one.verify(at(2010), 990)
        one.verify(at(3000), 10, at(2000))
        one.verify(at(3010), PAGES - 3010)

    return check


def test_changes_of_the_mappings_are_followed(programs):
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, AREA)
        check = change_all(pager, process)
        pager.finish()
        pager.await_done()
        check(process)


def test_changes_are_followed_where_faults_alone_are_served(programs):
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, AREA)
        process.verify(at(50), 1)
        check = change_all(pager, process)
        check(process)
        pager.finish()
        pager.await_done()
        check(process)


def test_what_was_written_and_discarded_does_not_come_back(programs):
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, AREA)
        process.do("write", at(5), 3)
        process.do("discard", at(5), 3)
        process.do("zeros", at(5), 1)
        pager.finish()
        pager.await_done()
        process.do("zeros", at(5), 3)
        process.verify(at(8), 100)


def test_changes_while_it_fills(programs):
    pages = 16384
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, (BASE, pages))
        pager.finish()
        moved = []
        for i in range(60):
            first = pages - 200 * (i + 1)
            process.do("remap", at(first), 50, HIGH + i * 100 * PAGE)
            process.do("discard", at(first + 60), 20)
            moved.append(first)
        pager.await_done()
        for i, first in enumerate(moved):
            process.verify(HIGH + i * 100 * PAGE, 50, at(first))
            process.verify(at(first + 50), 10)
            process.do("zeros", at(first + 60), 20)
            process.verify(at(first + 80), 120)
        process.verify(BASE, pages - 200 * 60)


def test_children_wait_for_the_same_pages(programs):
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, AREA)
        process.do("discard", at(0), 10)
        process.verify(at(50), 1)
        child = pager.fork(process)
        child.do("discard", at(20), 10)
        grandchild = pager.fork(child)
        process.do("discard", at(40), 10)
        grandchild.do("remap", at(500), 100, HIGH)
        child.verify(at(2000), 3)
        pager.finish()
        pages, _, _ = pager.await_done()
        assert pages >= 2 * PAGES, pages
        for one, removed in ((process, [0, 40]), (child, [0, 20]), (grandchild, [0, 20])):
            for first in (0, 20, 40):
                if first in removed:
                    one.do("zeros", at(first), 10)
                else:
                    one.verify(at(first), 10)
            one.verify(at(50), 450)
            one.verify(at(600), PAGES - 600)
        process.verify(at(500), 100)
        grandchild.verify(HIGH, 100, at(500))


def test_forks_while_it_fills(programs):
    """The store must stay whole for as long as any child needs it."""
    pages = 8192
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, (BASE, pages))
        pager.finish()
        family = [process]
        for _ in range(8):
            family.append(pager.fork(family[-1]))
        for one in reversed(family):
            one.begin("verify", BASE, pages, BASE, 1)
        assert [one.end() for one in family] == ["ok"] * 9
        pager.await_done()
        pager.await_exit()
        assert pager.stored_bytes(7) == 0


def test_a_process_that_ends_or_becomes_another_program(programs):
    with Pager(programs) as pager:
        pager.connect()
        processes = [pager.admit(pid, AREA) for pid in (7, 8, 9)]
        child = pager.fork(processes[1])
        os.kill(processes[0].pid, signal.SIGKILL)
        processes[1].begin("exec")
        pager.finish()
        pages, _, _ = pager.await_done()
        assert pages >= 2 * PAGES
        processes[2].verify(*AREA)
        child.verify(*AREA)


def test_many_processes(programs):
    count, pages = 150, 40
    with Pager(programs) as pager:
        pager.connect()
        processes = [pager.admit(pid, (BASE, pages)) for pid in range(1, count + 1)]
        pager.connection.send(struct.pack("<i", -900))  # a zombie
        for process in processes[::3]:
            process.verify(BASE, pages)
        pager.finish()
        assert pager.await_done()[0] == count * pages
        for process in processes:
            process.verify(BASE, pages)


def test_more_forks_than_open_files(programs):
    """A child whose userfaultfd finds no place waits until others are filled in."""
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, (BASE, 64))
        process.verify(BASE, 1)
        open_files = len(os.listdir(f"/proc/{pager.workers()[0]}/fd"))
        for pid in (pager.launcher.pid, *pager.workers()):
            subprocess.run(["prlimit", "--pid", str(pid), f"--nofile={open_files + 2}:"], check=True)
        family = [process, pager.fork(process), pager.fork(process)]
        name = f"{pager.folder}/last"
        os.mkfifo(f"{name}.in")
        os.mkfifo(f"{name}.out")
        process.stdin.write(f"fork {name}\n")
        process.stdin.flush()
        pager.finish()
        assert int(process.end()) > 0
        with open(f"{name}.in", "w") as stdin, open(f"{name}.out") as stdout:
            pager.await_done()
            stdin.write(f"verify {BASE:x} 64 {BASE:x} 1\n")
            stdin.flush()
            assert stdout.readline() == "ok\n"
        for one in family:
            one.verify(BASE, 64)


def test_worker_killed_at_any_time(programs):
    pages = 16384
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, (BASE, pages))
        pager.kill_worker()
        check = change_all(pager, process)
        pager.kill_worker()
        child = pager.fork(process)
        pager.kill_worker()
        process.begin("verify", at(3010), pages - 3010, at(3010), 97)
        pager.kill_worker()
        assert process.end() == "ok"
        pager.order_filling()
        pager.kill_worker()
        pager.finish()
        for _ in range(5):
            if pager.launcher.poll() is None:
                with contextlib.suppress(AssertionError, ValueError, ProcessLookupError):
                    pager.kill_worker()
        pager.await_done()
        for one in (process, child):
            check(one)
            one.verify(at(PAGES), pages - PAGES)


def test_worker_killed_again_and_again_while_mappings_change(programs):
    """Each message that the kernel gives a worker that is killed must reach the next one."""
    pages = 32768
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, (BASE, pages))
        children_of_it = []
        deaths = 0
        for i in range(120):
            first = 200 * i
            process.begin("remap", at(first), 50, HIGH + i * 100 * PAGE)
            deaths += kill_some_worker(pager, i)
            assert process.end() == "ok"
            process.begin("discard", at(first + 60), 20)
            deaths += kill_some_worker(pager, i + 3)
            assert process.end() == "ok"
            if i % 40 == 39:
                process.begin("verify", at(first + 80), 20, at(first + 80), 1)
                child = None
                deaths += kill_some_worker(pager, i)
                assert process.end() == "ok"
                child = pager.fork(process)
                children_of_it.append((i, child))
            if i == 60:
                pager.finish()
        pager.await_done()
        assert deaths >= 100, deaths
        for last, one in [(119, process), *children_of_it]:
            for i in range(last + 1):
                first = 200 * i
                one.verify(HIGH + i * 100 * PAGE, 50, at(first))
                one.verify(at(first + 50), 10)
                one.do("zeros", at(first + 60), 20)
                one.verify(at(first + 80), 120)
            one.verify(at(200 * 120), pages - 200 * 120)


def test_worker_killed_after_more_changes_than_a_journal_has_room_for(programs):
    """Its room is used anew: what stood there before must not be taken for news."""
    pages = 2 * 2 * 16384
    with Pager(programs) as pager:
        pager.connect()
        stored = [(at(page), 2) for page in range(0, pages, 1024)]
        process = pager.admit(7, (BASE, pages), (HIGH, 200), stored=[*stored, (HIGH, 200)])
        process.begin("thin", BASE, pages)
        for i in range(15):
            kill_some_worker(pager, i)
            time.sleep(0.02)
        assert process.end() == "ok"
        process.do("remap", HIGH, 200, BASE)
        pager.kill_worker()
        process.verify(at(0), 200, HIGH)
        process.verify(at(1025), pages - 1025, at(1025), 1024)
        for page in range(1024, pages, 1024):
            process.do("zeros", at(page), 1)
        pager.finish()
        pager.await_done()
        process.verify(at(0), 200, HIGH)
        process.verify(at(1025), pages - 1025, at(1025), 1024)


def kill_some_worker(pager, spin):
    """Without waiting for the next, after a time that differs each time."""
    for _ in range(spin % 7 * 200):
        pass
    for worker in pager.workers():
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
            return 1
    return 0


def test_keeper_killed(programs):
    """The worker becomes the keeper of another; killing both, one after the other, changes nothing."""
    pages = 16384
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, (BASE, pages))
        worker, = wait_until(pager.workers, "there is a worker")
        pager.order_filling()
        pager.launcher.kill()
        pager.launcher.wait()
        second, = wait_until(lambda: children(worker), "the worker has a worker")
        process.do("remap", at(0), 100, HIGH)
        child = pager.fork(process)
        os.kill(second, signal.SIGKILL)
        wait_until(lambda: children(worker) not in ([], [second]), "there is another worker")
        pager.finish()
        pager.await_done()
        for one in (process, child):
            one.verify(HIGH, 100, at(0))
            one.verify(at(100), pages - 100)
        wait_until(lambda: not is_running(worker), "the new keeper has ended")


def test_end_of_stdin_gives_the_restore_up(programs):
    for connected in (False, True):
        with Pager(programs) as pager:
            if connected:
                pager.connect()
                pager.admit(7, AREA)
            pager.launcher.stdin.close()
            assert pager.await_exit() == 0
            assert (pager.launcher.stdout.read(), pager.launcher.stderr.read()) == ("", "")
            assert not os.path.exists(pager.socket)


def test_end_of_stdin_means_nothing_after_the_finish(programs):
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, (BASE, 16384))
        pager.finish()
        process.verify(BASE, 1)
        pager.launcher.stdin.close()
        pager.connection.close()
        assert pager.await_done()[0] == 16384
        assert pager.await_exit() == 0
        process.verify(BASE, 16384)


def test_a_finish_that_was_said_counts_although_stdin_has_ended(programs):
    """Both are there at once: the pod may run already."""
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, AREA)
        worker, = wait_until(pager.workers, "there is a worker")
        os.kill(worker, signal.SIGSTOP)
        pager.launcher.stdin.close()
        pager.connection.send(struct.pack("<i", -900))
        pager.finish()
        os.kill(worker, signal.SIGCONT)
        assert pager.await_done()[0] == PAGES
        process.verify(*AREA)


def test_the_host_service_may_be_gone(programs):
    """Nobody reads what it says, its parent is dead, its group is told to end."""
    with Pager(programs) as pager:
        pager.connect()
        process = pager.admit(7, (BASE, 16384))
        pager.finish()
        process.verify(BASE, 1)
        pager.launcher.stdout.close()
        pager.launcher.send_signal(signal.SIGHUP)
        pager.launcher.terminate()
        assert pager.await_exit() == 0
        process.verify(BASE, 16384)


def test_it_has_a_session_of_its_own(programs):
    with Pager(programs) as pager:
        assert os.getsid(pager.launcher.pid) == pager.launcher.pid


def test_sigterm_ends_it_before_the_finish(programs):
    for connected in (False, True):
        with Pager(programs) as pager:
            workers = []
            if connected:
                pager.connect()
                pager.admit(7, AREA)
                workers = pager.workers()
            pager.launcher.terminate()
            assert pager.await_exit() == (0 if connected else -signal.SIGTERM)
            assert not any(is_running(worker) for worker in workers)


def test_a_restore_that_breaks_off(programs):
    with Pager(programs) as pager:
        pager.connect()
        pager.admit(7, AREA)
        pager.connection.close()
        assert "broke the connection off" in pager.await_failure()


WRONG_LAZY = [
    (None, "open lazy-7: No such file"),
    (b"\0" * 8, "8 bytes are not"),
    (struct.pack("<QQ", BASE + 1, BASE + PAGE), "range 0 is not page aligned"),
    (struct.pack("<QQ", BASE, BASE + 8), "range 0 is not page aligned"),
    (struct.pack("<QQ", BASE, BASE), "range 0 does not lie"),
    (struct.pack("<QQ", BASE, 1 << 63), "range 0 does not lie"),
    (struct.pack("<QQQQ", BASE, BASE + 2 * PAGE, BASE + PAGE, BASE + 3 * PAGE), "range 1 does not come after"),
    (struct.pack("<QQQQ", BASE, BASE + PAGE, BASE - PAGE, BASE), "range 1 does not come after"),
]


def test_wrong_lazy_files_are_named(programs):
    for content, message in WRONG_LAZY:
        with Pager(programs) as pager:
            pager.connect()
            if content is not None:
                with open(f"{pager.folder}/lazy-7", "wb") as file:
                    file.write(content)
            pager.send(7, pager.spawn())
            assert message in (errors := pager.await_failure()), (errors, message)
            assert len(errors.splitlines()) == 1, errors


def test_files_that_are_not_regular_are_refused(programs):
    def link(path):
        os.symlink("/etc/passwd", path)

    for name, make, message in (("lazy-7", os.mkfifo, "lazy-7 is not a regular file"), ("lazy-7", link, "lazy-7: Too many"),
                                ("store-7", os.mkfifo, "store-7 is not a regular file"), ("store-7", link, "store-7: Too many")):
        with Pager(programs) as pager:
            pager.connect()
            if name != "lazy-7":
                pager.write_lazy(7, AREA)
            make(f"{pager.folder}/{name}")
            pager.send(7, pager.spawn())
            assert message in (errors := pager.await_failure()), (errors, message)


def test_wrong_words_of_criu_are_named(programs):
    def twice(pager):
        pager.admit(7, AREA)
        pager.send(7, pager.spawn())

    def no_descriptor(pager):
        pager.connection.send(struct.pack("<i", 7) + b"\0")

    def no_userfaultfd(pager):
        pager.connection.send(struct.pack("<i", 7))
        socket.send_fds(pager.connection, [b"\0"], [0])

    for wrong, message in ((twice, "names process 7 twice"), (no_descriptor, "sent no userfaultfd"),
                           (no_userfaultfd, "is not a userfaultfd"),
                           (lambda pager: pager.connection.send(struct.pack("<i", 0)), "names 0, which"),
                           (lambda pager: pager.connection.send(struct.pack("<i", 1 << 23)), "names 8388608, which")):
        with Pager(programs) as pager:
            pager.connect()
            wrong(pager)
            assert message in (errors := pager.await_failure()), (errors, message)


def test_wrong_orders_and_arguments_are_named(programs):
    with Pager(programs) as pager:
        pager.launcher.stdin.write("full\n")
        pager.launcher.stdin.flush()
        assert "not 'fill'" in pager.await_failure()
    for arguments, message in (([], "usage: pager"), (["/dev/null", "/tmp/x"], "open /dev/null: Not a directory"),
                               (["/tmp", "/tmp/" + "x" * 200], "too long"), (["/tmp", "/nonesuch/x"], "bind to /nonesuch/x")):
        done = subprocess.run([programs.path("pager"), *arguments], capture_output=True, text=True, stdin=subprocess.PIPE, timeout=10)
        assert done.returncode == 1 and message in done.stderr, (arguments, done)
