"""counter.py LOG: counts aloud, with the time of each number in nanoseconds since 1970."""

import sys
import time

with open(sys.argv[1], "w", buffering=1) as log:
    number = 0
    while True:
        number += 1
        line = f"{number} {time.time_ns()}"
        print(line, file=log)
        print(line, flush=True)
        time.sleep(0.01)
