"""What the two ends of a conversation share: bytes that tell their place, and a log that tells silences.

The byte at place n of what an end says is that of a table which is longer than any block and of a prime length, so that a byte
lost, repeated or changed is noticed at once. A log has lines of a word, nanoseconds since 1970, bytes (or messages) received and
sent, and more:

  alive               now and then
  gap ... LENGTH      a silence of LENGTH nanoseconds ended
  note ... WORDS      something that the case asks for
  end                 all is said, and was right
  broken ... WHY      it was not
"""
import os
import random
import threading
import time

PRIME = 1_000_003
LONGEST_BLOCK = 1 << 18
SMALLEST_GAP = 20_000_000
ALIVE_EVERY = 100_000_000


class Says:
    """What an end says, a function of who it is and of the place."""

    def __init__(self, who):
        table = random.Random(who).randbytes(PRIME)
        self.table = table + table[:LONGEST_BLOCK]

    def at(self, place, length):
        start = place % PRIME
        return self.table[start : start + length]


class Log:
    def __init__(self, path):
        self.stop_file = path + ".stop"
        self.go_file = path + ".go"
        self.file = open(path, "w", buffering=1)
        self.lock = threading.Lock()
        self.received = self.sent = 0
        self.heard_at = self.alive_at = time.time_ns()
        self.line("alive")

    def line(self, word, *more):
        with self.lock:
            print(word, time.time_ns(), self.received, self.sent, *more, file=self.file)

    def heard(self, count):
        """That many bytes more have come."""
        self.received += count
        self.advanced()

    def advanced(self):
        """Something has come; only now is the silence before it over."""
        now = time.time_ns()
        silence = now - self.heard_at
        self.heard_at = now
        if silence > SMALLEST_GAP:
            self.line("gap", silence)
        if now - self.alive_at > ALIVE_EVERY:
            self.alive_at = now
            self.line("alive")

    def end(self):
        self.line("end")

    def broken(self, why):
        """Ends the program."""
        self.line("broken", why)
        os._exit(1)

    def is_over(self):
        """Whether this end has been told to say no more."""
        return os.path.exists(self.stop_file)
