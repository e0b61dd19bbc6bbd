"""A pod's screen over its RFB socket (RFC 6143): screen.py SOCKET shot FILE.png | type TEXT. One short connection."""
import socket, struct, sys, zlib


def read(peer, length):
    data = b""
    while len(data) < length:
        piece = peer.recv(length - len(data))
        if not piece:
            raise OSError("the X server closed the connection")
        data += piece
    return data


def begin(path):
    peer = socket.socket(socket.AF_UNIX)
    peer.settimeout(5)
    peer.connect(path)
    peer.sendall(read(peer, 12))
    read(peer, read(peer, 1)[0])
    peer.sendall(b"\1")
    assert read(peer, 4) == b"\0\0\0\0", "the X server wants a password"
    peer.sendall(b"\1")
    width, height = struct.unpack(">HH", read(peer, 4))
    read(peer, struct.unpack(">16xI", read(peer, 20))[0])
    return peer, width, height


def frame(peer, width, height):
    """Rows of red, green, blue."""
    peer.sendall(struct.pack(">B3xBBBBHHHBBB3x", 0, 32, 24, 1, 1, 255, 255, 255, 16, 8, 0))  # big-endian 0xRRGGBB
    peer.sendall(struct.pack(">BxHi", 2, 1, 0) + struct.pack(">BBHHHH", 3, 0, 0, 0, width, height))
    rows = [bytearray(width * 3) for _ in range(height)]
    pixels = 0
    while pixels < width * height:
        kind = read(peer, 1)[0]
        if kind == 3:
            read(peer, struct.unpack(">3xI", read(peer, 7))[0])
            continue
        assert kind == 0, f"unexpected message {kind}"
        for _ in range(struct.unpack(">xH", read(peer, 3))[0]):
            x, y, w, h, _ = struct.unpack(">HHHHi", read(peer, 12))
            data = read(peer, w * h * 4)
            for row in range(h):
                line = data[row * w * 4 : (row + 1) * w * 4]
                for colour in range(3):
                    rows[y + row][x * 3 + colour : (x + w) * 3 : 3] = line[colour + 1 :: 4]
            pixels += w * h
    return rows


def png(rows, width):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, len(rows), 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))) + chunk(b"IEND", b"")


peer, width, height = begin(sys.argv[1])
if sys.argv[2] == "shot":
    with open(sys.argv[3], "wb") as file:
        file.write(png(frame(peer, width, height), width))
else:
    for letter in sys.argv[3].replace("\\n", "\n"):
        key = 0xFF0D if letter == "\n" else ord(letter)
        peer.sendall(struct.pack(">BBxxI", 4, 1, key) + struct.pack(">BBxxI", 4, 0, key))
    frame(peer, width, height)  # an answer means that all keys were taken
