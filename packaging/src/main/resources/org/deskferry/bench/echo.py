"""echo.py PORT: answers whatever is said with the same words."""

import socket
import sys

door = socket.create_server(("0.0.0.0", int(sys.argv[1])))
print("ready", flush=True)
while True:
    connection, _ = door.accept()
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while words := connection.recv(65536):
        connection.sendall(words)
