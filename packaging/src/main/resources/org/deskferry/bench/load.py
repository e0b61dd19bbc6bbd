"""load.py MIB PROCESSES DIRTY LOG [HOST PORT]: a program to be moved, that notices how long it stood still.

It fills MIB of memory, in so many PROCESSES; half of each page does not compress. They write to DIRTY MiB of pages a second, all
together. The first process looks at the real-time clock each millisecond, and at a page anywhere in its memory; it notes in LOG when
that took more than 4 ms: "TIME NANOSECONDS", TIME since 1970. The line "ready" comes when the memory is filled. It sends HOST a byte
each time.
"""

import os
import random
import socket
import sys
import time

PAGE = 4096
PAGES_A_MIB = 256
PAUSE = 0.001
NOTABLE_NS = 4_000_000


def fill(mib):
    text = b"the other half is alike on all pages; " * 60
    memory = bytearray(mib << 20)
    for page in range(0, len(memory), PAGE):
        memory[page : page + PAGE] = os.urandom(PAGE // 2) + text[: PAGE // 2]
    return memory


def write(memory, pages_a_second):
    """Each time it is asked, the pages that are due by then, one after the other. What was missed is not made up for."""
    page = 0
    pages = len(memory) // PAGE
    last = time.monotonic()
    due = 0.0
    while True:
        now = time.monotonic()
        due += min(now - last, 0.1) * pages_a_second
        last = now
        for _ in range(int(due)):
            memory[page * PAGE] ^= 1
            page = (page + 1) % pages
        due -= int(due)
        yield


def watch(memory, writer, log, peer):
    last = time.time_ns()
    while True:
        time.sleep(PAUSE)
        memory[random.randrange(len(memory))]
        next(writer)
        if peer:
            peer.send(b".")
        now = time.time_ns()
        if now - last > NOTABLE_NS:
            print(last, now - last, file=log)
        last = now


def share(total, processes, number):
    """What the process of that number has of it."""
    return total // processes + (1 if number < total % processes else 0)


def helper(mib, pages_a_second, ready):
    memory = fill(mib)
    os.write(ready, b".")
    os.close(ready)
    for _ in write(memory, pages_a_second):
        time.sleep(0.01)


def connect(host, port):
    peer = socket.create_connection((host, int(port)))
    peer.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return peer


def main():
    mib, processes, dirty = map(int, sys.argv[1:4])
    shares = [(max(share(mib, processes, n), 1), share(dirty * PAGES_A_MIB, processes, n)) for n in range(processes)]
    filled, ready = os.pipe()
    for size, pages_a_second in shares[1:]:
        if os.fork() == 0:
            helper(size, pages_a_second, ready)
    size, pages_a_second = shares[0]
    memory = fill(size)
    for _ in shares[1:]:
        os.read(filled, 1)
    os.close(filled)
    os.close(ready)
    with open(sys.argv[4], "w", buffering=1) as log:
        print("ready", file=log)
        watch(memory, write(memory, pages_a_second), log, connect(*sys.argv[5:7]) if len(sys.argv) > 5 else None)


main()
