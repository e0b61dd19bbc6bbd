"""What a case is. A case file in cases/ makes some, and lists them in CASES; a new kind is a class with these methods."""
import itertools

from lab import PEER4, PEER6, Failure, until

LIMIT = 30.0


class Case:
    """One kind of connection, from its begin to its end, and what is seen of it in each move between."""

    ports = itertools.count(5000)
    # Which pods it is about, and what moves there and back, a step after the other: in one step, pods and destinations.
    pods = ("anna",)
    itinerary = ([("anna", "wsb")], [("anna", "wsa")])

    def __init__(self, name, batch):
        self.name = name
        self.batch = batch
        self.key = name.replace(" ", "-").replace("/", "-")

    def begin(self, places):
        """Starts it, and returns when it works."""
        raise NotImplementedError

    def await_life(self):
        """After a move: returns when it works again."""

    def gap_ms(self, _since):
        """What the peer saw of the move that began then, in milliseconds; None if there is no peer to see it."""
        return None

    def finish(self):
        """Ends it, and says what was wrong, in words."""
        return []


class Conversation(Case):
    """Two ends that talk all the time, each with a log as in programs/checked.py: "pod" in the pod, "peer" at the other place."""

    def __init__(self, name, batch="tcp", program="stream.py", pod="", peer="", listener="", places=("anna", "peer"), gap="peer"):
        super().__init__(name, batch)
        self.program = program
        self.words = {"pod": pod, "peer": peer}
        self.listener = listener
        self.where = dict(zip(("pod", "peer"), places))
        self.gap_of = gap

    def begin(self, places):
        self.places = {end: places[name] for end, name in self.where.items()}
        self.port = self.take_port()
        for end in sorted(self.where, key=lambda end: end != self.listener):
            self.start(end)
            if end == self.listener:
                until(lambda: f"{self.name}: {end} listens: {self.said()}", lambda: self.places[end].listens(self.port, self.kind()))
        self.await_life()

    def take_port(self):
        return next(Case.ports)

    def kind(self):
        return "u" if self.program == "udp.py" else "t"

    def start(self, end):
        place = self.places[end]
        known = {"port": self.port, "peer4": PEER4, "peer6": PEER6, **self.addresses()}
        place.start(self.file(end), self.program, end, place.log_path(self.file(end)), *self.words[end].format(**known).split())

    def addresses(self):
        """Of the pods at either end."""
        found = {}
        for end, place in self.places.items():
            if hasattr(place, "pod"):
                found[f"{end}4"], found[f"{end}6"] = place.pod.ipv4, place.pod.ipv6
        return {"peer4": PEER4, "peer6": PEER6, **found}

    def file(self, end):
        return f"{self.key}-{end}"

    def log(self, end):
        return self.places[end].log(self.file(end))

    def said(self):
        ends = [(end, self.log(end), self.places[end].said(self.file(end))) for end in self.places]
        return "; ".join(f"{end}: {log.word} {log.received} {log.sent} {log.why} {said[-300:]}" for end, log, said in ends)

    def faults(self):
        return [f"{end}: {log.why} after {log.received} bytes" for end in self.places if (log := self.log(end)).word == "broken"]

    def hears(self, end):
        """Whether that end is told anything at all."""
        other = "peer" if end == "pod" else "pod"
        return not any(word in self.words[other].split() for word in ("send=none", "send=once", "half-close"))

    def await_life(self):
        before = {end: self.log(end).received for end in self.places if self.hears(end)}

        def all_hear():
            if faults := self.faults():
                raise Failure(f"{self.name}: {'; '.join(faults)}")
            return all(self.log(end).received > count for end, count in before.items())

        until(lambda: f"{self.name}: both ends hear each other: {self.said()}", all_hear, LIMIT)

    def gap_ms(self, since):
        return self.log(self.gap_of).gap_ms(since) if self.gap_of else None

    def await_end(self):
        until(lambda: f"{self.name}: both ends end: {self.said()}", lambda: all(self.log(end).is_over() for end in self.places), LIMIT)

    def finish_alone(self, end):
        """For cases whose other end is a program that does not keep a log."""
        self.places[end].stop(self.file(end))
        until(lambda: f"{self.name}: {end} ends: {self.said()}", lambda: self.log(end).is_over(), LIMIT)
        return self.faults()

    def finish(self):
        for end, place in self.places.items():
            place.stop(self.file(end))
        self.await_end()
        faults = self.faults()
        for one, other in (("pod", "peer"), ("peer", "pod")):
            if not faults and self.log(one).sent != self.log(other).received:
                faults.append(f"{one} sent {self.log(one).sent} bytes, {other} has {self.log(other).received}")
        return faults
