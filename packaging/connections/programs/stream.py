"""stream.py WHO LOG [OPTION...] listen ADDRESS PORT | connect ADDRESS PORT | http ADDRESS PORT | stdio | run COMMAND...: one end of
a checked stream of bytes.

WHO is "pod" or "peer", each other's counterpart. The stream is a TCP connection; the answer to the first request of HTTP; its own
standard input and output; those of a command. Options:

  send=steady|bulk|once|none   1 KiB each 10 ms (the default); as fast as it goes; one block, then no more; nothing
  half-close                   say no more after the first block, and hear on
  acknowledged                 tell the silence of the other side by what it has acknowledged, not by what it says
  urgent                       each hundredth block ends with an urgent byte; urgent bytes are read in line
  keepalive  nodelay           these options of TCP
  buffers=BYTES                of the socket, each
  read=BYTES                   at most so many each 10 ms
  wait                         say nothing until the file LOG.go appears
  late                         read nothing until told to end
  hang-up                      close the connection after the first block, and do not hear on
  endless                      the other side does not end by itself: hear no more when told to end
"""
import fcntl
import os
import socket
import struct
import subprocess
import sys
import termios
import threading
import time

from checked import Log, Says

WAYS = ("listen", "connect", "http", "stdio", "run")
OTHER = {"pod": "peer", "peer": "pod"}
STEP = 0.01
SIZES = {"steady": 1024, "bulk": 65536, "once": 1024}


class Stream:
    def __init__(self, who, log, transport, options):
        self.log = log
        self.transport = transport
        self.options = options
        self.mine, self.theirs = Says(who), Says(OTHER[who])

    def run(self):
        sender = threading.Thread(target=self.guard, args=(self.send,))
        sender.start()
        if "endless" in self.options:
            threading.Thread(target=self.end_when_told, daemon=True).start()
        if "acknowledged" in self.options:
            threading.Thread(target=self.watch, daemon=True).start()
        self.guard(self.receive)
        sender.join()
        self.log.end()

    def end_when_told(self):
        while not self.log.is_over():
            time.sleep(0.02)
        self.log.end()
        os._exit(0)

    def guard(self, work):
        try:
            work()
        except OSError as error:
            self.log.broken(error)

    def send(self):
        pace = self.options.get("send", "steady")
        blocks = 0
        while "wait" in self.options and not os.path.exists(self.log.go_file):
            time.sleep(0.02)
        while pace != "none" and not self.log.is_over():
            block = self.mine.at(self.log.sent, SIZES[pace])
            blocks += 1
            self.transport.send(block, "urgent" in self.options and blocks % 100 == 0)
            self.log.sent += len(block)
            if "hang-up" in self.options:
                self.log.end()
                os._exit(0)
            if "half-close" in self.options or pace == "once":
                break
            if pace == "steady":
                time.sleep(STEP)
        while "half-close" not in self.options and not self.log.is_over():
            time.sleep(0.02)
        self.transport.no_more()

    def receive(self):
        limit = int(self.options.get("read", 1 << 18))
        while "late" in self.options and not self.log.is_over():
            time.sleep(0.02)
        while chunk := self.transport.receive(limit):
            if chunk != self.theirs.at(self.log.received, len(chunk)):
                self.log.broken("wrong bytes")
            self.log.heard(len(chunk))
            if "read" in self.options:
                time.sleep(STEP)

    def watch(self):
        acknowledged = 0
        while True:
            now = self.log.sent - self.transport.unacknowledged()
            if now > acknowledged:
                acknowledged = now
                self.log.advanced()
            time.sleep(0.004)


class Socket:
    def __init__(self, connection, options):
        self.connection = connection
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_OOBINLINE, "urgent" in options)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, "nodelay" in options)
        if "keepalive" in options:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 1)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 60)

    def send(self, block, urgent):
        if urgent:
            self.connection.sendall(block[:-1])
            block = block[-1:]
        self.connection.sendall(block, socket.MSG_OOB if urgent else 0)

    def no_more(self):
        self.connection.shutdown(socket.SHUT_WR)

    def receive(self, limit):
        return self.connection.recv(limit)

    def unacknowledged(self):
        return struct.unpack("i", fcntl.ioctl(self.connection, termios.TIOCOUTQ, bytes(4)))[0]


class Pipes:
    """What is written to one descriptor, and read from another."""

    def __init__(self, readable=0, writable=1):
        self.readable, self.writable = readable, writable

    def send(self, block, _):
        while block:
            block = block[os.write(self.writable, block) :]

    def no_more(self):
        os.close(self.writable)

    def receive(self, limit):
        return os.read(self.readable, limit)


def sized(made, options):
    """Before it is connected: the window that is offered then depends on it."""
    if "buffers" in options:
        for buffer in (socket.SO_SNDBUF, socket.SO_RCVBUF):
            made.setsockopt(socket.SOL_SOCKET, buffer, int(options["buffers"]))
    return made


def listen(address, port, options):
    server = sized(socket.socket(family(address), socket.SOCK_STREAM), options)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((address, port))
    server.listen(1)
    with server:
        return Socket(server.accept()[0], options)


def connect(address, port, options):
    caller = sized(socket.socket(family(address), socket.SOCK_STREAM), options)
    caller.connect((address, port))
    return Socket(caller, options)


def serve_http(address, port, options):
    stream = listen(address, port, options)
    request = b""
    while b"\r\n\r\n" not in request:
        request += stream.receive(4096)
    stream.send(b"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nConnection: close\r\n\r\n", False)
    return stream


def run(command):
    program = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    return Pipes(program.stdout.fileno(), program.stdin.fileno())


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def transport(way, words, options):
    if way == "stdio":
        return Pipes()
    if way == "run":
        return run(words)
    address, port = words
    return {"listen": listen, "connect": connect, "http": serve_http}[way](address, int(port), options)


def main():
    who, path, *words = sys.argv[1:]
    split = next(place for place, word in enumerate(words) if word in WAYS)
    options = dict(word.partition("=")[::2] for word in words[:split])
    log = Log(path)
    try:
        over = transport(words[split], words[split + 1 :], options)
    except OSError as error:
        log.broken(error)
    log.line("note", "connected")
    Stream(who, log, over, options).run()


main()
