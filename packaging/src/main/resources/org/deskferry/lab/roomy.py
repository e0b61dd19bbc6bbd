"""roomy.py MIB FILE: fills so much memory with bytes that do not compress, makes FILE, and goes on writing a little of the memory."""

import os
import sys
import time

piece = os.urandom(1 << 20)
memory = [bytearray(os.urandom(4096) + piece[4096:]) for _ in range(int(sys.argv[1]))]
open(sys.argv[2], "w").close()
number = 0
while True:
    memory[number % len(memory)][number % 4096] ^= 1
    number += 1
    time.sleep(0.001)
