"""writer.py FOLDER LOG: writes file after file, noting the SHA-256 of each, and keeps the newest.

Between two of them it lengthens a file that has no name any more, and one that has only another name than it was opened by, and compares all of
each with what it wrote there. A line of the log: the name and hash of a file that is complete, or "wrong" and what.
"""

import hashlib
import os
import random
import sys
import time

from notes import Notes, write_all

KEPT = 40
LARGEST = 100_000
UNLINKED_LIMIT = 500_000

folder, log_path = sys.argv[1:]
source = random.Random(7)


def write(name, log):
    content = source.randbytes(source.randrange(LARGEST))
    with open(os.path.join(folder, name), "wb", buffering=0) as file:
        for start in range(0, len(content), 10_000):
            write_all(file.fileno(), content[start : start + 10_000])
            time.sleep(0.002)
    log.add(name, hashlib.sha256(content).hexdigest())


class Unlinked:
    """A file whose name is gone since it was opened; where there is another, it has that."""

    def __init__(self, name, other=None):
        path = os.path.join(os.path.dirname(log_path), name)
        self.name = name
        self.descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if other:
            os.link(path, os.path.join(os.path.dirname(log_path), other))
        os.unlink(path)
        self.believed = bytearray()

    def lengthen(self, log):
        if len(self.believed) > UNLINKED_LIMIT:
            self.believed.clear()
            os.ftruncate(self.descriptor, 0)
        piece = source.randbytes(4000)
        self.believed += piece
        write_all(self.descriptor, piece, len(self.believed) - len(piece))
        if os.pread(self.descriptor, UNLINKED_LIMIT * 2, 0) != self.believed:
            log.add(f"wrong: the file {self.name}")
            sys.exit(1)


unlinked = [Unlinked("nameless"), Unlinked("renamed", "other-name")]
number = 0
log = Notes(log_path)
while True:
    number += 1
    write(f"file-{number}", log)
    for file in unlinked:
        file.lengthen(log)
    if number > KEPT:
        os.unlink(os.path.join(folder, f"file-{number - KEPT}"))
