"""typed.py FILE: notes each key with the time at which it came ("key MS TEXT"), and each gap in its own time ("gap FROM-MS TO-MS")."""

import os
import select
import sys
import termios
import time
import tty

SHOWN = sys.stdout.fileno()
log = open(sys.argv[1], "w", buffering=1)
# What was typed before it listens is not for it.
tty.setraw(0, termios.TCSAFLUSH)
log.write("ready\n")
before = time.time()
while True:
    ready, _, _ = select.select([0], [], [], 0.002)
    now = time.time()
    if now - before > 0.1:
        log.write(f"gap {before * 1000:.0f} {now * 1000:.0f}\n")
    before = now
    if ready:
        text = os.read(0, 1024)
        os.write(SHOWN, text)
        log.write(f"key {now * 1000:.0f} {text.decode()}\n")
