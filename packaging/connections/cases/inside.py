"""Sockets between programs of the pod. No peer sees them: what counts is that nothing is lost."""
from case import Conversation


class Inside(Conversation):
    def __init__(self, kind):
        super().__init__(f"unix {kind}", batch="inside", program="unix.py", pod=kind, places=("anna",), gap="")

    def finish(self):
        return self.finish_alone("pod")


CASES = [Inside(kind) for kind in ("stream", "datagram", "seqpacket", "abstract", "pair", "descriptors")]
