"""udp.py WHO LOG bound ADDRESS PORT ADDRESS PORT | rapid ADDRESS PORT ADDRESS PORT | connected ADDRESS PORT ADDRESS PORT |
answers ADDRESS PORT | group GROUP ADDRESS PORT: datagrams, numbered.

The first address and port are its own. Each end sends one each 10 ms; "rapid" each 1 ms, more in a freeze than a socket holds; "answers" connects
to whoever is the first to send it anything. The log counts datagrams. How many are lost, or overtake others, is noted at the end; one that is changed or
repeated is a fault. "group" only listens, to what comes to that multicast group by the link with that address; its counterpart is "bound" with the group
as the other address.
"""
import os
import socket
import struct
import sys
import threading
import time

from checked import Log, Says

STEP, RAPID_STEP = 0.01, 0.001
LENGTH = 600
OTHER = {"pod": "peer", "peer": "pod"}


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


class Datagrams:
    def __init__(self, who, log, way, words):
        self.log = log
        self.mine, self.theirs = Says(who), Says(OTHER[who])
        self.listens_only = way == "group"
        if self.listens_only:
            group, own, port = words
            self.socket = socket.socket(family(group), socket.SOCK_DGRAM)
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.socket.bind((group, int(port)))
            self.join(group, own)
            return
        own, own_port, *other = words
        self.socket = socket.socket(family(own), socket.SOCK_DGRAM)
        self.socket.bind((own, int(own_port)))
        self.to = (other[0], int(other[1])) if other else self.socket.recvfrom(1, socket.MSG_PEEK)[1]
        self.socket.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(own) if ":" not in own else bytes(4))
        self.step = RAPID_STEP if way == "rapid" else STEP
        self.connected = way in ("connected", "answers")
        if self.connected:
            self.socket.connect(self.to)

    def join(self, group, own):
        if ":" in group:
            index = socket.if_nametoindex("eth0")
            self.socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, socket.inet_pton(socket.AF_INET6, group) + struct.pack("@i", index))
        else:
            self.socket.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(group) + socket.inet_aton(own))

    def run(self):
        if self.listens_only:
            threading.Thread(target=self.end_when_told, daemon=True).start()
        else:
            threading.Thread(target=self.send, daemon=True).start()
        self.receive()

    def send(self):
        number = 0
        while not self.log.is_over():
            datagram = struct.pack("!Q", number) + self.mine.at(number, LENGTH)
            try:
                self.socket.send(datagram) if self.connected else self.socket.sendto(datagram, self.to)
            except ConnectionRefusedError:
                pass  # the other end is not there yet, or no more
            except OSError as error:
                self.log.broken(error)
            number += 1
            self.log.sent = number
            time.sleep(self.step)
        self.end()

    def end_when_told(self):
        while not self.log.is_over():
            time.sleep(0.02)
        self.end()

    def end(self):
        time.sleep(1)
        self.log.line("note", f"lost {self.next - self.log.received}")
        self.log.line("note", f"overtook {self.overtakers()}")
        self.log.end()
        os._exit(0)

    def overtakers(self):
        least, count = self.next, 0
        for number in reversed(self.order):
            count += number > least
            least = min(least, number)
        return count

    next = 0

    def receive(self):
        self.order, seen = [], set()
        while True:
            try:
                datagram = self.socket.recv(2000)
            except ConnectionRefusedError:
                continue
            (number,) = struct.unpack("!Q", datagram[:8])
            if datagram[8:] != self.theirs.at(number, LENGTH):
                self.log.broken("wrong bytes")
            if number in seen:
                self.log.broken(f"datagram {number} came again")
            seen.add(number)
            self.order.append(number)
            self.next = max(self.next, number + 1)
            self.log.heard(1)


def main():
    who, path, way, *words = sys.argv[1:]
    log = Log(path)
    try:
        datagrams = Datagrams(who, log, way, words)
    except OSError as error:
        log.broken(error)
    datagrams.run()


main()
