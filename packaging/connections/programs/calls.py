"""calls.py pod LOG listen ADDRESS PORT ACCEPT_EACH | calls.py peer LOG connect ADDRESS PORT BURST: many short connections.

Each caller says a number, hears it back and hears the end: the listener hangs up first. The listener waits ACCEPT_EACH seconds before
it accepts one; a negative number: it accepts none until it is told to end. Callers come in bursts, one each 1.5 seconds. The log
counts calls that went well.
"""
import os
import socket
import struct
import sys
import threading
import time

from checked import Log


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def listen(log, address, port, each):
    server = socket.socket(family(address), socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((address, port))
    server.listen(100)
    log.line("note", "listens")
    while each < 0 and not log.is_over():
        time.sleep(0.05)
    while True:
        time.sleep(max(0, each))
        caller, _ = server.accept()
        with caller:
            number = caller.recv(8, socket.MSG_WAITALL)
            caller.sendall(number)
        log.heard(1)


def call(log, address, port, number):
    try:
        with socket.socket(family(address), socket.SOCK_STREAM) as caller:
            caller.settimeout(120)
            caller.connect((address, port))
            caller.sendall(struct.pack("!Q", number))
            answer = caller.recv(8, socket.MSG_WAITALL)
            if answer != struct.pack("!Q", number) or caller.recv(1) != b"":
                log.broken(f"call {number} was answered by {answer}")
        log.heard(1)
    except OSError as error:
        log.broken(f"call {number}: {error}")


def connect(log, address, port, burst):
    number = 0
    callers = []
    while not log.is_over():
        for _ in range(burst):
            callers.append(threading.Thread(target=call, args=(log, address, port, number)))
            callers[-1].start()
            number += 1
        log.sent = number
        log.line("alive")
        time.sleep(1.5)
    for caller in callers:
        caller.join()
    log.end()


def main():
    _, path, way, address, port, number = sys.argv[1:]
    log = Log(path)
    if way == "listen":
        threading.Thread(target=listen, args=(log, address, int(port), float(number)), daemon=True).start()
        while not log.is_over():
            time.sleep(0.05)
        time.sleep(1)
        log.end()
        os._exit(0)
    connect(log, address, int(port), int(number))


main()
