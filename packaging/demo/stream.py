"""A TCP connection that checks itself: stream.py listen|connect ADDRESS PORT LOG.

Both ends send all the time; the byte at place n of a stream is a function of n, so that a lost, repeated or changed byte shows.
The log has a line "ok MILLISECONDS BYTES" now and then (wall clock, bytes received in order), "gap MILLISECONDS LENGTH" for a
silence of more than 20 ms that ended then, and a last line "broken WHY" if the connection does not hold.
"""
import select, socket, sys, time

PIECE, INTERVAL, GAP = 256, 0.005, 20
PATIENCE = 30


def pattern(start, length):
    return bytes((n * 131 + (n >> 8) * 7) & 255 for n in range(start, start + length))


def connected(address, port):
    """The other end may not listen yet."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            return socket.create_connection((address, port), timeout=10)
        except ConnectionRefusedError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def connection(role, address, port):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    if role == "connect":
        return connected(address, port)
    with socket.socket(family) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((address, port))
        listener.listen(1)
        return listener.accept()[0]


def milliseconds():
    return time.time() * 1000


def run(peer, log):
    peer.setblocking(False)
    sent = received = 0
    heard = reported = milliseconds()
    next_send = time.monotonic()
    while True:
        wait = max(0, next_send - time.monotonic())
        readable, _, _ = select.select([peer], [], [], wait)
        if readable:
            data = peer.recv(65536)
            if not data:
                raise OSError("the other end closed it")
            if data != pattern(received, len(data)):
                raise OSError(f"wrong bytes after {received}")
            received += len(data)
            now = milliseconds()
            if now - heard > GAP:
                print(f"gap {now:.0f} {now - heard:.0f}", file=log)
            heard = now
            if now - reported > 100:
                print(f"ok {now:.0f} {received}", file=log)
                reported = now
        if time.monotonic() >= next_send:
            next_send = time.monotonic() + INTERVAL
            try:
                sent += peer.send(pattern(sent, PIECE))
            except BlockingIOError:
                pass


role, address, port, path = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
with open(path, "a", buffering=1) as log:
    try:
        run(connection(role, address, port), log)
    except OSError as failure:
        print(f"broken {failure}", file=log)
