"""outlaw.py ring | fuse: holds what no checkpoint can have, under the name "outlaw"."""

import ctypes
import os
import sys
import time

PR_SET_NAME = 15
IO_URING_SETUP = 425

libc = ctypes.CDLL(None, use_errno=True)
libc.prctl(PR_SET_NAME, b"outlaw", 0, 0, 0)
if sys.argv[1] == "ring":
    parameters = (ctypes.c_char * 120)()
    held = libc.syscall(IO_URING_SETUP, 4, parameters)
else:
    os.makedirs("/tmp/fuse", exist_ok=True)
    device = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0".encode()
    held = libc.mount(b"outlaw", b"/tmp/fuse", b"fuse", 0, options)
if held < 0:
    raise OSError(ctypes.get_errno(), sys.argv[1])
print("held", flush=True)
time.sleep(1000)
