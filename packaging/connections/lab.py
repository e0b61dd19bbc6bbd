"""The lab as the matrix sees it: its machines, the pods on them, and their moves."""
import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
PACKAGING = HERE.parent
PEER4, PEER6 = "10.77.0.200", "fd77::200"
PORTS = "5000-5999"  # where conversations are, open at every pod
USER = 1000
SESSION_LIMIT = 60

# What firewalls of workstations do: they look at bridged packets too, where the kernel can (br_netfilter), and drop what they take for
# out of place.
FIREWALL = """
    [ ! -e /proc/sys/net/bridge ] || sysctl -q -w net.bridge.bridge-nf-call-iptables=1 net.bridge.bridge-nf-call-ip6tables=1
    nft 'table inet guard { chain passing { type filter hook forward priority filter; ct state invalid drop; }; }'
"""
NO_FIREWALL = "nft delete table inet guard"


class Failure(Exception):
    """A case, or a move, did not go as it has to; its text says how."""


def until(what, true, seconds=30.0):
    """Waits until true() is, and returns that."""
    deadline = time.monotonic() + seconds
    while not (found := true()):
        if time.monotonic() > deadline:
            raise Failure(f"waited {seconds:.0f} s in vain: {what() if callable(what) else what}")
        time.sleep(0.02)
    return found


class Node:
    """A machine of the lab."""

    def __init__(self, lab, name):
        self.name = name
        self.pid = (lab.folder / name / "pid").read_text().strip()

    def words(self, *command):
        return ["nsenter", "--target", self.pid, "--mount", "--pid", "--net", "--uts", "--", *command]

    def addresses(self):
        return {line.split()[3].split("/")[0] for line in self.run("ip", "-o", "address", "show").splitlines()}

    def start(self, *command, **settings):
        return subprocess.Popen(self.words(*command), **settings)

    def run(self, *command, **settings):
        done = subprocess.run(self.words(*command), capture_output=True, text=True, **settings)
        if done.returncode:
            raise Failure(f"{self.name}: {' '.join(command)}: {done.stdout}{done.stderr}")
        return done.stdout


class Pod:
    def __init__(self, lab, name, workstation):
        self.lab = lab
        self.name = name
        self.workstation = workstation
        record = next(record for record in lab.records(workstation) if record["manifest"]["name"] == name)
        manifest = record["manifest"]
        self.id = manifest["id"]
        self.mac = manifest["address"]["mac"]
        self.ipv4 = manifest["address"]["ipv4"].split("/")[0]
        self.ipv6 = manifest["address"]["ipv6"].split("/")[0]
        self.owner = manifest["ids"]["first"] + USER

    def pids(self):
        group = self.lab.cgroups(self.workstation) / f"pod-{self.id}" / "cgroup.procs"
        try:
            return [int(line) for line in group.read_text().split()]
        except OSError:
            return []

    def init_pid(self):
        """Of its first process, as this machine numbers it."""
        for pid in self.pids():
            try:
                if re.search(r"^NSpid:.*\t1$", pathlib.Path(f"/proc/{pid}/status").read_text(), re.M):
                    return pid
            except OSError:
                continue
        raise Failure(f"pod {self.name} does not run on {self.workstation}")

    @property
    def home(self):
        return pathlib.Path(f"/proc/{self.init_pid()}/root/home/user")

    def own(self, path):
        os.chown(path, self.owner, self.owner)

    def start(self, *command):
        """As its user would from the desktop."""
        words = [str(PACKAGING.parent / "native/target/bin/podexec"), "--pid", str(self.init_pid()), "--", "/usr/lib/deskferry/run", *command]
        done = subprocess.run(words, capture_output=True, text=True)
        if done.returncode:
            raise Failure(f"pod {self.name}: {' '.join(command)}: {done.stderr}")

    def in_network(self, *command):
        return subprocess.run(["nsenter", f"--net=/proc/{self.init_pid()}/ns/net", "--", *command], capture_output=True, text=True,
                              check=True).stdout

    def await_session(self):
        until(f"the screen of {self.name}", lambda: any(command(pid).startswith("Xvnc") for pid in self.pids()), SESSION_LIMIT)


def command(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


class Move:
    """How a move went, in milliseconds and nanoseconds since 1970."""

    def __init__(self, pod, destination, began, result):
        self.pod = pod
        self.way = f"{pod.workstation}->{destination}"
        self.began = began
        self.frozen_ms = float(result["frozen"].rstrip("s")) * 1000
        self.residue = result.get("residue", []) + result.get("destinationResidue", [])


class Lab:
    """The one that is up in the folder DESKFERRY_LAB."""

    def __init__(self):
        self.folder = pathlib.Path(os.environ["DESKFERRY_LAB"])
        self.peer = Node(self, "peer")

    def node(self, name):
        return Node(self, name)

    def nodes(self):
        return [self.node(path.parent.name) for path in sorted(self.folder.glob("*/pid"))]

    def workstations(self):
        return [path.parent.parent.name for path in sorted(self.folder.glob("*/etc/host.conf"))]

    @contextlib.contextmanager
    def guarded(self):
        """With firewalls on the workstations."""
        for name in self.workstations():
            self.node(name).run("sh", "-ec", FIREWALL)
        try:
            yield
        finally:
            for name in self.workstations():
                self.node(name).run("sh", "-ec", NO_FIREWALL)

    def deskferry(self, *words):
        """Again where a workstation was too busy to be looked at, or a pod could not be frozen just then: nothing has changed."""
        for tries in range(5, 0, -1):
            try:
                return self.try_deskferry(*words)
            except Failure as failure:
                if tries == 1 or not re.search("too long to answer|does not answer|try again in a moment", str(failure)):
                    raise
                time.sleep(0.5)

    def try_deskferry(self, *words):
        done = subprocess.run([str(PACKAGING / "lab/lab"), "exec", "desk", "deskferry", *words], capture_output=True, text=True)
        if done.returncode:
            raise Failure(f"deskferry {' '.join(words)}: {done.stdout.strip().splitlines()[-1:]}{done.stderr[-1000:]}")
        return done.stdout

    def image(self):
        """The file tree pods start from."""
        return next((self.folder / "wsa/state/images").glob("*/root"))

    def records(self, workstation):
        for path in (self.folder / workstation / "state/pods").glob("*/pod.json"):
            yield json.loads(path.read_text())

    def addresses_of_pods(self, workstation):
        addresses = [record["manifest"]["address"] for record in self.records(workstation)]
        return {address[kind].split("/")[0] for address in addresses for kind in ("ipv4", "ipv6") if address.get(kind)}

    def cgroups(self, workstation):
        settings = (self.folder / workstation / "etc/host.conf").read_text()
        return pathlib.Path(re.search(r"^cgroup\.root=(.*)$", settings, re.M).group(1))

    def create(self, name, workstation):
        self.deskferry("create", "--on", workstation, "--name", name)
        self.deskferry("ports", name, f"{PORTS}/tcp", f"{PORTS}/udp")
        pod = Pod(self, name, workstation)
        pod.await_session()
        return pod

    def move(self, pod, destination):
        began = time.time_ns()
        lines = self.deskferry("move", pod.name, destination, "--json").splitlines()
        move = Move(pod, destination, began, json.loads(lines[-1])["result"])
        pod.workstation = destination
        return move

    def move_all(self, orders):
        """At the same time: pairs of pod and destination."""
        with concurrent.futures.ThreadPoolExecutor() as pool:
            return list(pool.map(lambda order: self.move(*order), orders))

    def remove(self, pod):
        self.deskferry("rm", pod.name)
