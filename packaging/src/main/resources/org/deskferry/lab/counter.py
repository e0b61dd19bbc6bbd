"""counter.py LOG: counts aloud, with the time of each number in nanoseconds since 1970."""

import sys
import time

from notes import Notes

log = Notes(sys.argv[1])
number = 0
while True:
    number += 1
    line = f"{number} {time.time_ns()}"
    log.add(line)
    print(line, flush=True)
    time.sleep(0.01)
