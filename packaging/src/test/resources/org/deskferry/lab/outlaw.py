"""outlaw.py DEED: holds one thing that a checkpoint may not be able to have, under the name "outlaw", and says "held"."""

import ctypes
import fcntl
import os
import select
import signal
import socket
import struct
import sys
import threading
import time

PR_SET_NAME = 15
SYS_PTRACE, SYS_USERFAULTFD, SYS_PERF_EVENT_OPEN, SYS_SECCOMP, SYS_IO_SETUP = 101, 323, 298, 317, 206
SYS_IO_URING_SETUP, SYS_LANDLOCK_CREATE_RULESET, SYS_MEMFD_SECRET, SYS_MQ_OPEN, SYS_PIDFD_OPEN = 425, 444, 447, 240, 434
SYS_MQ_UNLINK = 241
CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER = 0x20000, 0x4000000, 0x8000000, 0x10000000
CLONE_NEWPID, CLONE_NEWNET, CLONE_NEWTIME, CLONE_NEWCGROUP = 0x20000000, 0x40000000, 0x80, 0x2000000
MIB = 1 << 20

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = libc.shmat.restype = ctypes.c_long
libc.mmap.argtypes = [ctypes.c_long, ctypes.c_size_t, ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_long]
kept = []


def keep(thing):
    """It must not be collected, and so closed."""
    kept.append(thing)
    return thing


def call(number, *arguments):
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    return checked(libc.syscall(ctypes.c_long(number), *words), number)


def checked(result, what):
    if result < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), what)
    return result


def unshare(flag):
    checked(libc.unshare(flag), "unshare")


def mount(source, target, kind, flags=0, options=b""):
    os.makedirs(target, exist_ok=True)
    checked(libc.mount(source, target, kind, flags, options), "mount")


def child(work):
    """A process of its own that does that and stays."""
    pid = os.fork()
    if pid == 0:
        work()
        time.sleep(1000)
    return pid


# --- open files

def ring():
    call(SYS_IO_URING_SETUP, 4, ctypes.create_string_buffer(120))


def userfaultfd():
    call(SYS_USERFAULTFD, 1)


def landlock():
    call(SYS_LANDLOCK_CREATE_RULESET, struct.pack("Q", 1), 8, 0)


def perf():
    attributes = struct.pack("IIQQQQQ", 1, 120, 0, 0, 0, 0, 1 << 5 | 1 << 6)
    call(SYS_PERF_EVENT_OPEN, ctypes.create_string_buffer(attributes, 120), 0, -1, -1, 0)


def secret():
    descriptor = call(SYS_MEMFD_SECRET, 0)
    os.ftruncate(descriptor, 4096)


def secret_mapped():
    descriptor = call(SYS_MEMFD_SECRET, 0)
    os.ftruncate(descriptor, 4096)
    checked(libc.mmap(0, 4096, 3, 1, descriptor, 0), "mmap")
    os.close(descriptor)


def queue():
    call(SYS_MQ_OPEN, b"outlaw", os.O_RDWR | os.O_CREAT, 0o600, None)
    call(SYS_MQ_UNLINK, b"outlaw")


def listener():
    """seccomp's user notification."""
    checked(libc.prctl(38, 1, 0, 0, 0), "no_new_privs")
    allow = ctypes.create_string_buffer(struct.pack("HBBI", 6, 0, 0, 0x7FFF0000))
    call(SYS_SECCOMP, 1, 8, keep(ctypes.create_string_buffer(struct.pack("HxxxxxxQ", 1, ctypes.addressof(keep(allow))))))


def device():
    open_device()


def fuse():
    mount(b"outlaw", b"/tmp/fuse", b"fuse", 0, f"fd={open_device()},rootmode=40000,user_id=0,group_id=0".encode())


def tunnel_with_link():
    fcntl.ioctl(open_device(), 0x400454CA, struct.pack("16sH22x", b"outlaw", 0x1001))


def open_device():
    """Made beforehand, as only the machine's root may."""
    return os.open("/tmp/device", os.O_RDWR)


def packets():
    keep(os.pipe2(os.O_DIRECT))


def deleted():
    keep(large_file(80 * MIB))


def deleted_sparse():
    descriptor = os.open("/home/user/sparse", os.O_RDWR | os.O_CREAT)
    os.unlink("/home/user/sparse")
    os.ftruncate(descriptor, 200 * MIB)


def deleted_small():
    large_file(MIB)


def deleted_mapped():
    descriptor = large_file(80 * MIB)
    checked(libc.mmap(0, 80 * MIB, 3, 1, descriptor, 0), "mmap")
    os.close(descriptor)


def large_file(size):
    descriptor = os.open("/home/user/large", os.O_RDWR | os.O_CREAT)
    os.unlink("/home/user/large")
    os.ftruncate(descriptor, size)
    for _ in range(size // MIB):
        os.write(descriptor, b"x" * MIB)
    return descriptor


def unlinked_with_name():
    descriptor = os.open("/home/user/one", os.O_RDWR | os.O_CREAT)
    os.link("/home/user/one", "/home/user/two")
    os.unlink("/home/user/one")
    return descriptor


def deleted_folder():
    os.makedirs("/home/user/gone", exist_ok=True)
    os.chdir("/home/user/gone")
    os.rmdir("/home/user/gone")


def watched_deleted():
    descriptor = os.open("/home/user/watched", os.O_RDWR | os.O_CREAT)
    notify = checked(libc.inotify_init(), "inotify")
    checked(libc.inotify_add_watch(notify, b"/home/user/watched", 0xFFF), "watch")
    os.unlink("/home/user/watched")
    return descriptor


def thread_descriptor():
    ready = threading.Event()

    def run():
        kept.append(threading.get_native_id())
        ready.set()
        time.sleep(1000)

    threading.Thread(target=run, daemon=True).start()
    ready.wait()
    call(SYS_PIDFD_OPEN, kept[-1], os.O_EXCL)


def dead_descriptor():
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    keep(os.pidfd_open(pid))
    os.waitpid(pid, 0)


def namespace_file():
    keep(os.open("/proc/self/ns/net", os.O_RDONLY))


def dead_proc_file():
    pid = os.fork()
    if pid == 0:
        time.sleep(1000)
    keep(os.open(f"/proc/{pid}/status", os.O_RDONLY))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)


def escaped_poll():
    """An epoll that watches what is no longer open under its number."""
    poll = keep(select.epoll())
    reading, writing = os.pipe()
    poll.register(reading)
    keep(os.dup(reading))
    os.close(reading)


def escaped_poll_elsewhere():
    """An epoll that watches what only another process has open."""
    poll = keep(select.epoll())
    reading, writing = os.pipe()
    poll.register(reading)
    child(lambda: None)
    os.close(reading)


# --- processes

def traced():
    pid = child(lambda: None)
    time.sleep(0.1)
    call(SYS_PTRACE, 0x4206, pid, 0, 0)


def traced_thread():
    tids = []

    def work():
        def run():
            checked(libc.prctl(PR_SET_NAME, b"outlaw-thread", 0, 0, 0), "name")
            time.sleep(1000)
        threading.Thread(target=run, daemon=True).start()
    pid = child(work)
    time.sleep(0.5)
    thread = max(int(t) for t in os.listdir(f"/proc/{pid}/task"))
    call(SYS_PTRACE, 0x4206, thread, 0, 0)


def vforked():
    pid = os.fork()
    if pid == 0:
        # A posix_spawn whose child cannot start: the file system it reads its program from does not answer.
        os.mkfifo("/tmp/outlaw.fifo") if not os.path.exists("/tmp/outlaw.fifo") else None
        os.posix_spawn("/bin/true", ["true"], {}, file_actions=[(os.POSIX_SPAWN_OPEN, 0, "/tmp/outlaw.fifo", os.O_RDONLY, 0)])
    time.sleep(0.5)


def zombie():
    if os.fork() == 0:
        os._exit(0)
    time.sleep(0.2)


def stopped():
    pid = child(lambda: None)
    os.kill(pid, signal.SIGSTOP)


def user_namespace():
    child(lambda: unshare(CLONE_NEWUSER))


def pid_namespace():
    def work():
        unshare(CLONE_NEWPID)
        child(lambda: None)
    child(work)


def pid_namespace_to_be():
    child(lambda: unshare(CLONE_NEWPID))


def time_namespace_to_be():
    child(lambda: unshare(CLONE_NEWTIME))


def mount_namespace():
    child(lambda: unshare(CLONE_NEWNS))


def network_namespace():
    child(lambda: unshare(CLONE_NEWNET))


def ipc_namespace():
    child(lambda: unshare(CLONE_NEWIPC))


def host_name_namespace():
    child(lambda: unshare(CLONE_NEWUTS))


def cgroup_namespace():
    child(lambda: unshare(CLONE_NEWCGROUP))


def chrooted():
    def work():
        os.chroot("/usr")
        os.chdir("/")
    child(work)


def temporary_file_system():
    mount(b"tmpfs", b"/tmp/mounted", b"tmpfs")


def bind_mount():
    os.makedirs("/tmp/bound", exist_ok=True)
    mount(b"/usr", b"/tmp/bound", b"none", 4096)


def message_queue_mount():
    mount(b"mqueue", b"/tmp/queues", b"mqueue")


def over_mount():
    os.makedirs("/tmp/over", exist_ok=True)
    open("/tmp/over/file", "w").close()
    keep(open("/tmp/over/file"))
    mount(b"tmpfs", b"/tmp/over", b"tmpfs")


def busy_timer():
    timer = ctypes.c_void_p()
    event = ctypes.create_string_buffer(64)
    checked(libc.timer_create(1, None, ctypes.byref(timer)), "timer")


def shared_memory():
    segment = checked(libc.shmget(0, 4096, 0o1600), "shmget")
    checked(libc.shmat(segment, None, 0), "shmat")


def asynchronous():
    context = ctypes.c_ulong()
    call(SYS_IO_SETUP, 8, ctypes.byref(context))


# --- sockets

def corked():
    sock = keep(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    sock.setsockopt(socket.IPPROTO_UDP, 1, 1)


def corked_and_bound():
    sock = keep(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    sock.bind(("127.0.0.1", 0))
    sock.setsockopt(socket.IPPROTO_UDP, 1, 1)


def uncorked():
    sock = keep(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
    sock.bind(("127.0.0.1", 0))
    sock.sendto(b"unread", sock.getsockname())


def waiting():
    server = keep(socket.create_server(("0.0.0.0", 7001)))
    keep(socket.create_connection(("127.0.0.1", 7001)))


def waiting_briefly():
    waiting()

    def accept():
        time.sleep(1.2)
        keep(kept[0].accept())
        print("accepted", flush=True)

    threading.Thread(target=accept, daemon=True).start()


def accepts_slowly():
    server = keep(socket.create_server(("0.0.0.0", 7005)))

    def serve():
        while select.select([server], [], []):
            time.sleep(1.2)
            server.accept()[0].close()

    threading.Thread(target=serve, daemon=True).start()


def unread_change():
    IN_OPEN = 0x20
    news = checked(libc.inotify_init(), "inotify_init")
    checked(libc.inotify_add_watch(news, b"/tmp", IN_OPEN), "inotify_add_watch")
    keep(open("/tmp/unread-change", "w"))


def waiting6():
    server = keep(socket.socket(socket.AF_INET6))
    server.bind(("::", 7002))
    server.listen()
    keep(socket.create_connection(("::1", 7002)))


def multipath():
    keep(socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262))


def raw():
    keep(socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_TCP))


def raw_icmp():
    keep(socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP))


def ping():
    keep(socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP))


def ping_bound():
    sock = keep(socket.socket(socket.AF_INET, socket.SOCK_DGRAM, socket.IPPROTO_ICMP))
    sock.bind(("127.0.0.1", 0))


def ping6():
    sock = keep(socket.socket(socket.AF_INET6, socket.SOCK_DGRAM, socket.IPPROTO_ICMPV6))
    sock.bind(("::1", 0))


def udp_lite():
    sock = keep(socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 136))
    sock.bind(("127.0.0.1", 0))


def packet():
    keep(socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)))


def vsock():
    keep(socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM))


def session_of_a_terminal():
    """A terminal whose session leader has ended."""
    master, slave = os.openpty()
    keep(master)
    if os.fork() == 0:
        os.setsid()
        fcntl.ioctl(slave, 0x540E, 0)
        child(lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
        time.sleep(0.3)
        os._exit(0)
    os.wait()


def netlink():
    sock = keep(socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))
    sock.bind((0, 0))


def netlink_unread():
    sock = keep(socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))
    sock.bind((0, 0))
    sock.send(struct.pack("IHHII", 17, 18, 0x301, 1, 0) + b"\0")


def netlink_groups():
    sock = keep(socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0))
    sock.bind((0, 0))
    sock.setsockopt(270, 1, 34)


def netlink_uevents():
    sock = keep(socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 15))
    sock.bind((0, 1))


def unix_waiting():
    server = keep(socket.socket(socket.AF_UNIX))
    server.bind("\0waiting")
    server.listen()
    keep(socket.socket(socket.AF_UNIX)).connect("\0waiting")


def unix_waiting_with_data():
    unix_waiting()
    kept[-1].send(b"data")


def unix_waiting_closed():
    unix_waiting()
    kept.pop().close()


def unix_relative():
    os.chdir("/tmp")
    keep(socket.socket(socket.AF_UNIX)).bind(f"relative-{os.getpid()}")
    os.chdir("/home")


def unix_deleted():
    keep(socket.socket(socket.AF_UNIX)).bind("/tmp/deleted")
    os.unlink("/tmp/deleted")


def unix_credentials():
    one, other = keep(socket.socketpair())
    other.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    one.send(b"data")


def unix_datagram_credentials():
    one, other = keep(socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))
    other.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    one.send(b"data")


def unix_descriptor_in_flight():
    one, other = keep(socket.socketpair())
    inner, outer = socket.socketpair()
    socket.send_fds(one, [b"x"], [inner.fileno()])
    keep(outer)
    inner.close()


def unix_half_closed():
    one, other = keep(socket.socketpair())
    one.shutdown(socket.SHUT_WR)


def unix_orphan():
    one, other = keep(socket.socketpair())
    kept.clear()
    keep(one)
    other.close()


def unix_datagram_orphan():
    server = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    server.bind("/tmp/orphan")
    keep(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)).connect("/tmp/orphan")
    server.close()
    os.unlink("/tmp/orphan")


def unix_one_way():
    """Connected to one that has no name and is connected elsewhere."""
    server = keep(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
    server.bind("\0oneway")
    keep(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)).connect("\0oneway")


def nothing():
    pass


if __name__ == "__main__":
    libc.prctl(PR_SET_NAME, b"outlaw", 0, 0, 0)
    globals()[sys.argv[1]]()
    print("held", flush=True)
    time.sleep(1000)
