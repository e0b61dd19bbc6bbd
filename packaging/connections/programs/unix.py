"""unix.py WHO LOG KIND: two processes of the pod that talk over a Unix socket, checked; KIND is

  stream  datagram  seqpacket    connected by a name in the file system
  abstract                       a stream connected by an abstract name
  pair                           an unnamed pair
  descriptors                    a pair over which open files travel; some are always under way
"""
import os
import socket
import struct
import sys
import tempfile
import time

from checked import Log, Says

STEP = 0.01
TYPES = {"datagram": socket.SOCK_DGRAM, "seqpacket": socket.SOCK_SEQPACKET}
UNDER_WAY = 3


def ends(kind):
    if kind in ("pair", "descriptors"):
        return socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM if kind == "pair" else socket.SOCK_SEQPACKET)
    folder = tempfile.mkdtemp(dir=os.path.expanduser("~"))
    names = [f"\0deskferry-{os.getpid()}" if kind == "abstract" else f"{folder}/socket", f"{folder}/other"]
    listener, caller = (socket.socket(socket.AF_UNIX, TYPES.get(kind, socket.SOCK_STREAM)) for _ in range(2))
    listener.bind(names[0])
    if kind == "datagram":
        caller.bind(names[1])
        caller.connect(names[0])
        listener.connect(names[1])
        return listener, caller
    listener.listen()
    caller.connect(names[0])
    return listener.accept()[0], caller


def message(says, number):
    return struct.pack("!Q", number) + says.at(number, 500)


def talk(end, says, log):
    """Says a message and waits for the answer, which has to be the same."""
    number = 0
    while not log.is_over():
        said = message(says, number)
        end.sendall(said)
        log.sent += len(said)
        heard = b""
        while len(heard) < len(said):
            piece = end.recv(len(said) - len(heard))
            if not piece:
                log.broken("the other process hung up")
            heard += piece
        if heard != said:
            log.broken("wrong bytes")
        log.heard(len(heard))
        number += 1
        time.sleep(STEP)
    log.end()


def echo(end):
    while heard := end.recv(4096):
        end.sendall(heard)


def pass_files(end, other, log):
    """Sends pipes with a number in them, and takes them out later than they were sent."""
    number = taken = 0
    while not log.is_over():
        readable, writable = os.pipe()
        os.write(writable, struct.pack("!Q", number))
        socket.send_fds(end, [b"file"], [readable, writable])
        os.close(readable)
        os.close(writable)
        number += 1
        log.sent = number
        if number - taken > UNDER_WAY:
            _, (readable, writable), _, _ = socket.recv_fds(other, 10, 2)
            os.write(writable, b"!")
            if os.read(readable, 9) != struct.pack("!Q", taken) + b"!":
                log.broken(f"file {taken} is not what it was")
            os.close(readable)
            os.close(writable)
            taken += 1
            log.heard(1)
        time.sleep(STEP)
    log.end()


def main():
    _, path, kind = sys.argv[1:]
    log = Log(path)
    one, other = ends(kind)
    if kind == "descriptors":
        pass_files(one, other, log)
    elif os.fork() == 0:
        log.file.close()
        one.close()
        echo(other)
    else:
        other.close()
        talk(one, Says("pod"), log)


main()
