"""Real programs: the shell, the web, a database, a window, each with an end in the pod and one at the peer."""
import subprocess

from case import Conversation
from lab import until

KEY = "key"


class Program(Conversation):
    def __init__(self, name, **more):
        super().__init__(name, batch="programs", **more)

    def await_port(self, end):
        until(lambda: f"{self.name}: {end} listens: {self.said()}", lambda: self.places[end].listens(self.port))


class Ssh(Program):
    """A session: the caller's end of the stream holds ssh, the server's end is the program that ssh runs there."""

    def __init__(self, name, server):
        super().__init__(name)
        self.server = server
        self.caller = "peer" if server == "pod" else "pod"

    def begin(self, places):
        self.places = {end: places[place] for end, place in self.where.items()}
        self.port = self.take_port()
        self.make_keys()
        server = self.places[self.server]
        folder = server.log_path("").rsplit("/", 1)[0]
        server.command(f"{self.key}-sshd", "/usr/sbin/sshd", "-D", "-e", "-f", "/dev/null", "-p", str(self.port), "-h", f"{folder}/key",
                       *self.options(f"AuthorizedKeysFile={folder}/key.pub", "StrictModes=no", "PidFile=none", "UsePAM=no",
                                     "X11Forwarding=yes", "AddressFamily=inet"))
        self.await_port(self.server)
        self.call()
        self.await_life()

    @staticmethod
    def options(*settings):
        return [word for setting in settings for word in ("-o", setting)]

    def make_keys(self):
        """The same for both sides, and for the user and the host alike."""
        peer, pod = self.places["peer"], self.places["pod"]
        if not (peer.folder() / KEY).exists():
            subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(peer.folder() / KEY)], check=True)
        for name in (KEY, f"{KEY}.pub"):
            (pod.folder() / name).write_bytes((peer.folder() / name).read_bytes())
            (pod.folder() / name).chmod(0o600)
            pod.pod.own(pod.folder() / name)
            peer.own(peer.folder() / name)

    def ssh(self, *more):
        caller, server = self.places[self.caller], self.places[self.server]
        folder = caller.log_path("").rsplit("/", 1)[0]
        address = server.pod.ipv4 if self.server == "pod" else self.addresses()["peer4"]
        return ["ssh", "-q", "-i", f"{folder}/key", "-p", str(self.port), *self.options("StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null"),
                *more, f"user@{address}"]

    def call(self):
        caller, server = self.places[self.caller], self.places[self.server]
        there = ["python3", "-B", server.program("stream.py"), self.server, server.log_path(self.file(self.server)), "stdio"]
        caller.start(self.file(self.caller), "stream.py", self.caller, caller.log_path(self.file(self.caller)), "run", *self.ssh(), *there)


class Window(Ssh):
    """A terminal of the pod on a display at the peer, through ssh."""

    def __init__(self):
        super().__init__("x11 forwarded", server="pod")

    def call(self):
        peer, pod = self.places["peer"], self.places["pod"]
        peer.command("display", "Xvnc", ":7", "-SecurityTypes", "None", "-rfbport", "-1", "-nolisten", "tcp")
        until("the peer's display", lambda: "X7" in peer.in_network("ss", "-Hlx"))
        terminal = ["xterm", "-e", "python3", "-B", pod.program("window.py"), "tick"]
        peer.command(f"{self.key}-ssh", "env", "DISPLAY=:7", *self.ssh("-Y"), *terminal)
        peer.command(self.file("peer"), "env", "DISPLAY=:7", "python3", "-B", peer.program("window.py"), "peer",
                     peer.log_path(self.file("peer")))

    def hears(self, end):
        return end == "peer"

    def finish(self):
        return self.finish_alone("peer")


class AlonePod(Program):
    """The peer's end is a program of Debian's, so that only the pod's end can tell."""

    def start(self, end):
        if end == "pod":
            super().start(end)
            return
        self.places["peer"].command(self.file("peer"), "sh", "-c", self.SERVE, "sh", str(self.port))
        self.await_port("peer")

    def hears(self, end):
        return end == "pod"

    def finish(self):
        return self.finish_alone("pod")


class Database(AlonePod):
    SERVE = """
        cd /logs
        initdb=$(ls -d /usr/lib/postgresql/*/bin)/initdb
        $initdb -D /home/user/data -A trust -U user >/dev/null
        echo "host all all 0.0.0.0/0 trust" >>/home/user/data/pg_hba.conf
        exec ${initdb%initdb}postgres -D /home/user/data -p $1 -h 0.0.0.0 -k /tmp -F
    """

    def __init__(self):
        super().__init__("postgresql transaction", program="transaction.py", pod="{peer4} {port}", gap="pod")


class Http2(AlonePod):
    SERVE = """
        mkdir -p /home/user/web && cd /programs
        python3 -B -c "
from checked import Says
import sys
says = Says('peer')
sys.stdout.buffer.writelines(says.at(place << 16, 1 << 16) for place in range(1 << 12))" >/home/user/web/file
        exec nghttpd --no-tls -d /home/user/web "$1"
    """

    def __init__(self):
        # curl keeps to its rate by pauses of seconds, beside which a freeze does not show.
        super().__init__("http/2 stream", gap="", pod="send=none endless run curl -sN --retry 9 --retry-connrefused --http2-prior-knowledge "
                         "--limit-rate 300k http://{peer4}:{port}/file")


CASES = [
    Ssh("ssh into the pod", server="pod"),
    Ssh("ssh out of the pod", server="peer"),
    Window(),
    Program("http/1.1 download", listener="peer", peer="acknowledged http {peer4} {port}",
            pod="send=none run curl -sN http://{peer4}:{port}/"),
    Http2(),
    Program("websocket", program="websocket.py", listener="peer", peer="listen {peer4} {port}", pod="connect {peer4} {port}"),
    Database(),
]
