"""writer.py FOLDER LOG: writes file after file, noting the SHA-256 of each, and keeps the newest.

Between two of them it lengthens a file that has no name any more, and compares all of it with what it wrote there. A line of the
log: the name and hash of a file that is complete, or "wrong" and what.
"""

import hashlib
import os
import random
import sys
import time

from notes import Notes, write_all

KEPT = 40
LARGEST = 100_000
NAMELESS_LIMIT = 500_000

folder, log_path = sys.argv[1:]
source = random.Random(7)


def write(name, log):
    content = source.randbytes(source.randrange(LARGEST))
    with open(os.path.join(folder, name), "wb", buffering=0) as file:
        for start in range(0, len(content), 10_000):
            write_all(file.fileno(), content[start : start + 10_000])
            time.sleep(0.002)
    log.add(name, hashlib.sha256(content).hexdigest())


def lengthen(nameless, believed, log):
    if len(believed) > NAMELESS_LIMIT:
        believed.clear()
        os.ftruncate(nameless, 0)
    piece = source.randbytes(4000)
    believed += piece
    write_all(nameless, piece, len(believed) - len(piece))
    if os.pread(nameless, NAMELESS_LIMIT * 2, 0) != believed:
        log.add("wrong: the file without a name")
        sys.exit(1)


nameless_path = os.path.join(os.path.dirname(log_path), "nameless")
nameless = os.open(nameless_path, os.O_RDWR | os.O_CREAT, 0o600)
os.unlink(nameless_path)
believed = bytearray()
number = 0
log = Notes(log_path)
while True:
    number += 1
    write(f"file-{number}", log)
    lengthen(nameless, believed, log)
    if number > KEPT:
        os.unlink(os.path.join(folder, f"file-{number - KEPT}"))
