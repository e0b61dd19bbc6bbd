"""Datagrams: what is sent in the freeze is kept like all else, but nobody sends again what is lost."""
from case import Conversation

GROUP4, GROUP6 = "239.77.7.7", "ff15::7777"


class Datagrams(Conversation):
    def __init__(self, name, pod, peer, **more):
        super().__init__(name, batch="udp", program="udp.py", pod=pod, peer=peer, **more)

    def hears(self, end):
        return not self.words["pod"].startswith("group") or end == "pod"

    def finish(self):
        for end in ("peer", "pod"):
            self.places[end].stop(self.file(end))
        self.await_end()
        return self.faults() + [f"{end}: {note}" for end in self.places for note in self.log(end).notes() if self.too_many(note)]

    @staticmethod
    def too_many(note):
        """More lost than the instants before the destination stands in for the pod explain."""
        return note.startswith("lost") and int(note.split()[1]) > 100


CASES = [
    Datagrams("udp plain", "bound {pod4} {port} {peer4} {port}", "bound {peer4} {port} {pod4} {port}"),
    Datagrams("udp plain ipv6", "bound {pod6} {port} {peer6} {port}", "bound {peer6} {port} {pod6} {port}"),
    Datagrams("udp connected", "connected {pod4} {port} {peer4} {port}", "connected {peer4} {port} {pod4} {port}"),
    Datagrams("udp multicast membership", f"group {GROUP4} {{pod4}} {{port}}", f"bound {{peer4}} {{port}} {GROUP4} {{port}}", gap="pod"),
]
