"""stream.py listen ADDRESS PORT LOG | connect ADDRESS PORT LOG: TCP with every byte checked, in both directions at once.

Each side sends what a random generator with a seed known to both makes, and compares what it receives with what the other side
must have sent, so that a byte lost, repeated or changed is noticed at once. A line of the log: nanoseconds since 1970, bytes
received, bytes sent, and at last "end" or what is wrong. A listener numbers its logs: LOG.1, LOG.2 ... Where the file LOG.stop
appears, this side sends no more; it ends when the other side does so too.
"""

import os
import random
import socket
import sys
import threading
import time

from notes import Notes

BLOCK = 1024
PAUSE = 0.01
SEEDS = {"listen": 1, "connect": 2}


class Stream:
    def __init__(self, connection, log, stop, mine, theirs):
        self.connection = connection
        self.log = Notes(log)
        self.stop = stop
        self.mine = random.Random(mine)
        self.theirs = random.Random(theirs)
        self.received = 0
        self.sent = 0
        self.note("begin")

    def note(self, word=""):
        self.log.add(time.time_ns(), self.received, self.sent, word)

    def run(self):
        sender = threading.Thread(target=self.send)
        sender.start()
        self.receive()
        sender.join()
        self.note("end")

    def send(self):
        while not os.path.exists(self.stop):
            self.connection.sendall(self.mine.randbytes(BLOCK))
            self.sent += BLOCK
            time.sleep(PAUSE)
        self.connection.shutdown(socket.SHUT_WR)

    def receive(self):
        expected = b""
        while chunk := self.connection.recv(65536):
            while len(expected) < len(chunk):
                expected += self.theirs.randbytes(BLOCK)
            if not expected.startswith(chunk):
                self.note("wrong bytes")
                os._exit(1)
            expected = expected[len(chunk) :]
            self.received += len(chunk)
            self.note()


def follow(connection, role, log, stop):
    other = "connect" if role == "listen" else "listen"
    stream = Stream(connection, log, stop, SEEDS[role], SEEDS[other])
    try:
        stream.run()
    except OSError as error:
        stream.note(f"broken: {error}")
        os._exit(1)


def main():
    role, address, port, log = sys.argv[1:]
    stop = log + ".stop"
    if role == "connect":
        follow(socket.create_connection((address, int(port))), role, log, stop)
        return
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    server = socket.create_server((address, int(port)), family=family)
    number = 0
    while True:
        connection, _ = server.accept()
        number += 1
        threading.Thread(target=follow, args=(connection, role, f"{log}.{number}", stop)).start()


main()
