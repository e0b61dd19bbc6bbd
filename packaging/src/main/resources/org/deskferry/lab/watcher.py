"""watcher.py FOLDER LOG: names each file that is closed after writing in the folder, as inotify tells."""

import ctypes
import os
import struct
import sys

from notes import Notes

IN_CLOSE_WRITE = 0x8
EVENT = struct.Struct("iIII")

libc = ctypes.CDLL(None, use_errno=True)
inotify = libc.inotify_init1(0)
if inotify < 0 or libc.inotify_add_watch(inotify, sys.argv[1].encode(), IN_CLOSE_WRITE) < 0:
    raise OSError(ctypes.get_errno(), "inotify")
log = Notes(sys.argv[2])
while True:
    events = os.read(inotify, 65536)
    while events:
        _, _, _, length = EVENT.unpack_from(events)
        name = events[EVENT.size : EVENT.size + length].rstrip(b"\0")
        events = events[EVENT.size + length :]
        log.add(name.decode())
