"""TCP connections that are not simply open: begun, waiting, ended by one side, idle for long."""
import time

from case import Conversation
from cases.tcp import IN, OUT
from lab import Failure, until


class SynSent(Conversation):
    """The pod calls and nobody answers, until after the moves."""

    def __init__(self):
        # Apart from those that are silent for minutes: after two, whoever calls gives up.
        super().__init__("tcp syn sent", batch="calls", listener="peer", peer="listen {peer4} {port}", pod="connect {peer4} {port}",
                         gap="")

    def begin(self, places):
        self.firewall = places["peer"]
        super().begin(places)

    def take_port(self):
        port = super().take_port()
        self.rule(f"add table inet calls {{ chain in {{ type filter hook input priority 0; tcp dport {port} drop; }}; }}")
        return port

    def rule(self, words):
        self.firewall.in_network("nft", words)

    def await_life(self):
        state = ("ss", "-Htn", "state", "syn-sent", f"dport = :{self.port}")
        until(lambda: f"{self.name}: the pod still calls: {self.said()}", lambda: self.places["pod"].in_network(*state).strip())

    def finish(self):
        self.rule("delete table inet calls")
        until(lambda: f"{self.name}: the call is answered: {self.said()}", lambda: self.log("pod").received > 0, 70)
        return super().finish()


class Pending(Conversation):
    """Callers of whom some wait, all the time, in the listener's queue."""

    def __init__(self, name, accept_each, burst):
        super().__init__(name, batch="states", program="calls.py", listener="pod", pod=f"listen :: {{port}} {accept_each}",
                         peer=f"connect {{pod4}} {{port}} {burst}", gap="")

    def finish(self):
        self.places["peer"].stop(self.file("peer"))
        until(lambda: f"{self.name}: all calls are answered: {self.said()}", lambda: self.log("peer").is_over(), 130)
        self.places["pod"].stop(self.file("pod"))
        self.await_end()
        sent, answered = self.log("peer").sent, self.log("peer").received
        return self.faults() + ([f"{answered} of {sent} calls were answered"] if sent != answered else [])


class TimeWait(Pending):
    def await_life(self):
        super().await_life()
        until("the pod has sockets in TIME_WAIT", lambda: self.places["pod"].in_network("ss", "-Htn", "state", "time-wait").strip())


class CloseWait(Conversation):
    """The peer has hung up, and the pod's program has not read its last words yet."""

    def __init__(self):
        super().__init__("tcp close wait", batch="states", listener="pod", pod="late send=none listen :: {port}",
                         peer="hang-up connect {pod4} {port}", gap="")

    def await_life(self):
        until(lambda: f"{self.name}: the peer has hung up: {self.said()}", lambda: self.log("peer").is_over())
        if not self.places["pod"].in_network("ss", "-Htn", "state", "close-wait", f"sport = :{self.port}").strip():
            raise Failure(f"{self.name}: the socket is not in CLOSE_WAIT any more")


class Refused(Conversation):
    """A program that does not accept: the move is refused by its name, and the callers are served when it does at last."""

    itinerary = ()

    def __init__(self):
        super().__init__("tcp never accepted", batch="never accepted", program="calls.py", listener="pod", pod="listen :: {port} -1",
                         peer="connect {pod4} {port} 2", gap="")

    def await_life(self):
        until(lambda: f"{self.name}: callers wait", lambda: self.log("peer").sent >= 4)

    def finish(self):
        pod = self.places["pod"].pod
        try:
            pod.lab.move(pod, "wsb")
            return ["it was moved"]
        except Failure as refusal:
            faults = [] if "program python3" in str(refusal) and f"port {self.port}" in str(refusal) else [f"refused so: {refusal}"]
        if "deskferry" in self.places["pod"].in_network("nft", "list", "ruleset"):
            faults.append("a packet filter is left")
        self.places["peer"].stop(self.file("peer"))
        self.places["pod"].stop(self.file("pod"))
        until(lambda: f"{self.name}: {self.said()}", lambda: self.log("peer").is_over())
        return faults + self.faults()


class Idle(Conversation):
    """Nothing is said, for minutes, over all moves of its batch; then both say something."""

    QUIET = 150

    def __init__(self, name, way):
        super().__init__(name, batch="states", gap="", listener=way["listener"], pod="wait " + way["pod"], peer="wait " + way["peer"])

    def begin(self, places):
        super().begin(places)
        self.since = time.monotonic()

    def await_life(self):
        until(lambda: f"{self.name}: {self.said()}", lambda: all("connected" in self.log(end).notes() for end in self.places))

    def finish(self):
        time.sleep(max(0, self.QUIET - (time.monotonic() - self.since)))
        for end, place in self.places.items():
            place.touch(f"{self.file(end)}.log.go")
        until(lambda: f"{self.name}: {self.said()}", lambda: all(self.log(end).received for end in self.places))
        return super().finish()


CASES = [
    Idle("tcp out idle for minutes", OUT),
    Idle("tcp in idle for minutes", IN),
    SynSent(),
    Pending("tcp waiting to be accepted", 0.2, 5),
    TimeWait("tcp time wait", 0, 2),
    CloseWait(),
    Refused(),
]
