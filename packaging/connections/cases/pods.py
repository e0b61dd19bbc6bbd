"""Pod to pod: either moves, both at once, and both so that they change places."""
from case import Conversation

PLACES = ("anna", "bert")


class PodToPod(Conversation):
    pods = PLACES

    def __init__(self, name, *itinerary):
        super().__init__(f"pods {name}", batch=name, listener="peer", peer="listen :: {port}", pod="connect {peer4} {port}", places=PLACES)
        self.itinerary = itinerary


CASES = [
    PodToPod("one after the other", [("anna", "wsb")], [("bert", "wsb")], [("anna", "wsa")], [("bert", "wsa")]),
    PodToPod("both at once", [("anna", "wsb"), ("bert", "wsb")], [("anna", "wsa"), ("bert", "wsa")]),
    PodToPod("changing places", [("bert", "wsb")], [("anna", "wsb"), ("bert", "wsa")], [("anna", "wsa"), ("bert", "wsb")], [("bert", "wsa")]),
]
