"""Datagrams: nobody sends again what is lost. What is sent to the pod in the freeze is kept for it."""
from case import Conversation

GROUP4, GROUP6 = "239.77.7.7", "ff15::7777"


class Datagrams(Conversation):
    # More lost than the instants before the destination stands in for the pod explain, and more that overtake others than come while held ones
    # are delivered.
    MOST = {"lost": 100, "overtook": 20}

    def __init__(self, name, pod, peer, **more):
        super().__init__(name, batch="udp", program="udp.py", pod=pod, peer=peer, **more)

    def finish(self):
        for end in ("peer", "pod"):
            self.places[end].stop(self.file(end))
        self.await_end()
        return self.faults() + [f"{end}: {note}" for end in self.places for note in self.log(end).notes() if self.is_too_much(note)]

    def is_too_much(self, note):
        word, count = note.split()
        return word in self.MOST and int(count) > self.MOST[word]


class Rapid(Datagrams):
    """In the same instants ten times as many come, or are lost."""

    MOST = {"lost": 400, "overtook": 200}


class ToAGroup(Datagrams):
    """What is sent to a group in the freeze is lost; what is sent after it comes again. From another pod: groups end at routers."""

    MOST = {}
    pods = ("anna", "ben")

    def hears(self, end):
        return end == "pod"


CASES = [
    Datagrams("udp plain", "bound {pod4} {port} {peer4} {port}", "bound {peer4} {port} {pod4} {port}"),
    Datagrams("udp plain ipv6", "bound {pod6} {port} {peer6} {port}", "bound {peer6} {port} {pod6} {port}"),
    Datagrams("udp connected", "connected {pod4} {port} {peer4} {port}", "answers {peer4} {port}"),
    Rapid("udp rapid", "rapid {pod4} {port} {peer4} {port}", "rapid {peer4} {port} {pod4} {port}"),
    ToAGroup("udp multicast membership", f"group {GROUP4} {{pod4}} {{port}}", f"bound {{peer4}} {{port}} {GROUP4} {{port}}",
             places=("anna", "ben"), gap="pod"),
]
