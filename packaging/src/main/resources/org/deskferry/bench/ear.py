"""ear.py PORT LOG: takes a connection after the other, and notes in LOG after which silences of more than 4 ms something came:
"TIME NANOSECONDS", TIME since 1970."""

import socket
import sys
import time

NOTABLE_NS = 4_000_000

door = socket.create_server(("0.0.0.0", int(sys.argv[1])))
with open(sys.argv[2], "w", buffering=1) as log:
    print("ready", file=log)
    while True:
        connection, _ = door.accept()
        last = time.time_ns()
        while connection.recv(65536):
            now = time.time_ns()
            if now - last > NOTABLE_NS:
                print(last, now - last, file=log)
            last = now
