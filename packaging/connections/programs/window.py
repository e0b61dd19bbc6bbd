"""window.py tick | window.py peer LOG: a window that counts in its title each 50 ms, and who watches that on a display, DISPLAY.

"tick" runs in a terminal whose title it sets. The log of the other counts titles, of which none may be missing.
"""
import re
import subprocess
import sys
import threading
import time

from checked import Log

STEP = 0.05


def tick():
    number = 0
    while True:
        print(f"\033]2;tick {number}\007", end="", flush=True)
        number += 1
        time.sleep(STEP)


def find():
    while True:
        tree = subprocess.run(["xwininfo", "-root", "-tree"], capture_output=True, text=True).stdout
        if found := re.search(r'(0x[0-9a-f]+) "tick \d+"', tree):
            return found[1]
        time.sleep(0.1)


def watch(log):
    spy = subprocess.Popen(["xprop", "-spy", "-id", find(), "WM_NAME"], stdout=subprocess.PIPE, text=True)
    threading.Thread(target=end_when_told, args=(log, spy), daemon=True).start()
    last = None
    for line in spy.stdout:
        number = int(re.search(r'"tick (\d+)"', line)[1])
        if last is not None and number < last:
            log.broken(f"{number} after {last}")
        last = number
        log.heard(1)
    if not log.is_over():
        log.broken("the window is gone")
    log.end()


def end_when_told(log, spy):
    while not log.is_over():
        time.sleep(0.05)
    spy.terminate()


if sys.argv[1] == "tick":
    tick()
else:
    watch(Log(sys.argv[2]))
