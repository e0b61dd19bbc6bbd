"""many.py pod LOG listen ADDRESS PORT | many.py peer LOG connect ADDRESS PORT COUNT: that many connections at once, each checked.

On each the peer says a number about once a second and hears it back. The log counts what was heard on all of them.
"""
import os
import resource
import selectors
import socket
import struct
import sys
import threading
import time

from checked import Log

ROUND = 1.0


def unlimited():
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def watch_for_end(log):
    def work():
        while not log.is_over():
            time.sleep(0.05)
        time.sleep(3)
        log.end()
        os._exit(0)

    threading.Thread(target=work, daemon=True).start()


def listen(log, address, port):
    watch_for_end(log)
    server = socket.create_server((address, port), backlog=4096, family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                                  dualstack_ipv6=":" in address)
    selector = selectors.EpollSelector()
    selector.register(server, selectors.EVENT_READ)
    while True:
        for key, _ in selector.select():
            if key.fileobj is server:
                selector.register(server.accept()[0], selectors.EVENT_READ)
                continue
            try:
                said = key.fileobj.recv(4096)
            except OSError as error:
                log.broken(error)
            if said:
                key.fileobj.sendall(said)
                log.sent += len(said)
                log.heard(len(said))
            else:
                selector.unregister(key.fileobj)
                key.fileobj.close()


def talk(log, connections):
    """Says the next number on each in turn, so that about as many words a second pass as there are connections."""
    number = 0
    while not log.is_over():
        for index, connection in enumerate(connections):
            connection.sendall(struct.pack("!II", index, number))
            log.sent += 8
            time.sleep(ROUND / len(connections))
        number += 1


def connect(log, address, port, count):
    connections = [socket.create_connection((address, port)) for _ in range(count)]
    log.line("note", f"connected {count}")
    selector = selectors.EpollSelector()
    for index, connection in enumerate(connections):
        selector.register(connection, selectors.EVENT_READ, {"index": index, "number": 0, "rest": b""})
    sender = threading.Thread(target=talk, args=(log, connections))
    sender.start()
    while sender.is_alive() or log.received < log.sent:
        for key, _ in selector.select(0.1):
            try:
                heard = key.fileobj.recv(4096)
            except OSError as error:
                log.broken(f"connection {key.data['index']}: {error}")
            if not heard:
                log.broken(f"connection {key.data['index']} was closed")
            log.heard(len(heard))
            key.data["rest"] += heard
            while len(key.data["rest"]) >= 8:
                word, key.data["rest"] = key.data["rest"][:8], key.data["rest"][8:]
                if word != struct.pack("!II", key.data["index"], key.data["number"]):
                    log.broken(f"connection {key.data['index']}: wrong bytes")
                key.data["number"] += 1
    log.end()


def main():
    _, path, way, address, port, *count = sys.argv[1:]
    log = Log(path)
    unlimited()
    try:
        if way == "listen":
            listen(log, address, int(port))
        else:
            connect(log, address, int(port), int(count[0]))
    except OSError as error:
        log.broken(error)


main()
