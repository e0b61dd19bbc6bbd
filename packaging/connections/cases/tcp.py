"""TCP between the pod and a peer outside."""
from case import Conversation

OUT = {"listener": "peer", "peer": "listen {peer4} {port}", "pod": "connect {peer4} {port}"}
IN = {"listener": "pod", "pod": "listen :: {port}", "peer": "connect {pod4} {port}"}
OUT6 = {"listener": "peer", "peer": "listen {peer6} {port}", "pod": "connect {peer6} {port}"}
IN6 = {"listener": "pod", "pod": "listen :: {port}", "peer": "connect {pod6} {port}"}


def row(name, way, pod="", peer="", **more):
    """A case: that way, with options for each end."""
    return Conversation(name, **(way | {"pod": f"{pod} {way['pod']}", "peer": f"{peer} {way['peer']}"}), **more)


CASES = [
    row("tcp out", OUT),
    row("tcp in", IN),
    row("tcp out ipv6", OUT6),
    row("tcp in ipv6", IN6),
    row("tcp peer sends only", OUT, pod="send=none", peer="acknowledged"),
    row("tcp pod sends only", IN, peer="send=none"),
    row("tcp half-closed by pod", OUT, pod="half-close", peer="acknowledged"),
    row("tcp half-closed by peer", OUT, peer="half-close"),
    row("tcp urgent data", OUT, pod="urgent", peer="urgent"),
    row("tcp keepalive", IN, pod="keepalive", peer="keepalive"),
    row("tcp nodelay", OUT, pod="nodelay", peer="nodelay"),
    row("tcp loopback", {"listener": "pod", "pod": "listen 127.0.0.1 {port}", "peer": "connect 127.0.0.1 {port}"},
        places=("anna", "anna"), gap="pod"),
    # At every instant both have more to say than the other takes.
    row("tcp loopback crowded", {"listener": "pod", "pod": "listen 127.0.0.1 {port}", "peer": "connect 127.0.0.1 {port}"},
        pod="send=bulk read=8192", peer="send=bulk read=8192", places=("anna", "anna"), gap="pod"),
    row("tcp bulk out", OUT, pod="send=bulk", peer="send=none", batch="bulk out"),
    row("tcp bulk in", OUT, pod="send=none", peer="send=bulk acknowledged", batch="bulk in"),
    row("tcp bulk both", IN, pod="send=bulk", peer="send=bulk", batch="bulk both"),
    row("tcp large windows", OUT, pod="send=bulk buffers=8388608", peer="send=bulk buffers=8388608", batch="windows"),
]
