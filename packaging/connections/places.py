"""Where the ends of conversations run: at the peer, or in a pod. Both take programs of programs/ by name, and have their logs."""
import os
import shutil
import subprocess

from lab import HERE, USER

PROGRAMS = HERE / "programs"


class EndLog:
    """What an end has written so far; see programs/checked.py."""

    def __init__(self, text):
        self.lines = [line.split(" ") for line in text[: text.rfind("\n") + 1].splitlines()]
        last = self.lines[-1] if self.lines else ["nothing", 0, 0, 0]
        self.word, self.received, self.sent = last[0], int(last[2]), int(last[3])
        self.why = " ".join(last[4:])

    def is_over(self):
        return self.word in ("end", "broken")

    def notes(self):
        return [" ".join(line[4:]) for line in self.lines if line[0] == "note"]

    def gap_ms(self, since):
        """The longest silence that ended after that time."""
        return max((int(line[4]) / 1e6 for line in self.lines if line[0] == "gap" and int(line[1]) > since), default=0.0)


class Place:
    def log(self, name):
        path = self.folder() / f"{name}.log"
        return EndLog(path.read_text() if path.exists() else "")

    def listens(self, port, kind="t"):
        return self.in_network("ss", f"-Hln{kind}", f"sport = :{port}").strip() != ""

    def stop(self, name):
        """An end of that name says no more."""
        self.touch(f"{name}.log.stop")


class Peer(Place):
    """The machine outside, with the same programs as a pod: its file tree is that of the image, devices included, kept apart from it.

    Nothing that belongs to this machine is mounted there for writing but the folder of logs, and nothing is removed through a mount.
    """

    ROOT = "/run/machine"
    MAKE = """
        set -e
        mkdir -p $1/upper $1/work $1/root
        mount -t overlay -o "lowerdir=$2,upperdir=$1/upper,workdir=$1/work" overlay $1/root
        mount -t proc proc $1/root/proc
        mkdir -p $1/root/programs $1/root/logs $1/root/run/sshd
        mount --bind -o ro "$3" $1/root/programs
        mount --bind "$4" $1/root/logs
    """
    END = """
        left=50
        until ! mountpoint -q $1/root; do
            for process in /proc/[0-9]*; do
                [ "$(readlink $process/root)" != $1/root ] || kill -KILL ${process#/proc/}
            done
            umount -R $1/root && break
            left=$((left - 1))
            [ $left -gt 0 ] || exit 1
            sleep 0.1
        done 2>&1
        rm -rf --one-file-system $1
    """

    def __init__(self, lab, folder):
        self.node = lab.peer
        self.path = folder
        self.started = []
        folder.chmod(0o777)
        self.node.run("sh", "-c", self.MAKE, "sh", self.ROOT, str(lab.image()), str(PROGRAMS), str(folder))

    def folder(self):
        return self.path

    def start(self, name, program, *words):
        self.command(name, "python3", "-B", self.program(program), *words)

    def command(self, name, *words):
        """As the user that pods have, too."""
        with open(self.path / f"{name}.out", "w") as out:
            enter = ["chroot", "--userspec=1000:1000", f"{self.ROOT}/root", "env", "HOME=/home/user", *words]
            self.started.append(self.node.start(*enter, stdin=subprocess.DEVNULL, stdout=out, stderr=out))

    def log_path(self, name):
        return f"/logs/{name}.log"

    def program(self, name):
        return f"/programs/{name}"

    def own(self, path):
        os.chown(path, USER, USER)

    def touch(self, name):
        (self.path / name).touch()

    def in_network(self, *command):
        return self.node.run(*command)

    def said(self, name):
        path = self.path / f"{name}.out"
        return path.read_text() if path.exists() else ""

    def end(self):
        self.node.run("sh", "-c", self.END, "sh", self.ROOT)
        for process in self.started:
            process.wait()


class InPod(Place):
    FOLDER = "connections"

    def __init__(self, pod):
        self.pod = pod
        folder = self.folder()
        folder.mkdir(exist_ok=True)
        pod.own(folder)
        for program in PROGRAMS.iterdir():
            if program.is_file():
                shutil.copy(program, folder)
                pod.own(folder / program.name)

    def folder(self):
        return self.pod.home / self.FOLDER

    def start(self, name, program, *words):
        self.command(name, "python3", "-B", self.program(program), *words)

    def command(self, name, *words):
        self.pod.start("sh", "-c", f"exec \"$@\" >/home/user/{self.FOLDER}/{name}.out 2>&1", "sh", *words)

    def log_path(self, name):
        return f"/home/user/{self.FOLDER}/{name}.log"

    def program(self, name):
        return f"/home/user/{self.FOLDER}/{name}"

    def touch(self, name):
        (self.folder() / name).touch()

    def in_network(self, *command):
        return self.pod.in_network(*command)

    def said(self, name):
        path = self.folder() / f"{name}.out"
        return path.read_text() if path.exists() else ""

