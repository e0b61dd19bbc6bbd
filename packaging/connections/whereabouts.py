"""Where the machines of the lab believe that a pod is: what they would send to it by, taken from their kernels."""
import json

from lab import Failure, until

LIMIT = 3.0  # seconds; what a switch has learnt it learns anew from the pod's first frames


def wrong(lab, pod):
    """All that leads to where the pod is not, once it had time to be put right; a line each."""
    found = []

    def nothing():
        found[:] = [line for node in lab.nodes() for line in at(node, pod)]
        return not found

    try:
        until("", nothing, LIMIT)
    except Failure:
        pass
    return found


def at(node, pod):
    yield from forwarding(node, pod)
    yield from neighbours(node, pod)
    yield from mentions(node, pod, "route", *("ip -4 route show table all", "ip -6 route show table all"))
    yield from mentions(node, pod, "rule", *("ip -4 rule", "ip -6 rule"))


def forwarding(node, pod):
    for entry in json.loads(node.run("bridge", "-json", "fdb", "show") or "[]"):
        learnt = "dst" in entry or entry.get("state") != "permanent"
        if entry["mac"] == pod.mac and learnt and not leads_to(node, entry, pod):
            yield f"{node.name}: {pod.name} is behind {entry['ifname']} {entry.get('dst', '')} by its forwarding table"


def leads_to(node, entry, pod):
    """The workstation sends to it by its own port, the switch by the one to the workstation, another machine by none of its pods'."""
    port = entry["ifname"]
    if node.name == pod.workstation:
        return port == f"df-{pod.id[:8]}"
    if "dst" in entry:
        return entry["dst"] in pod.lab.node(pod.workstation).addresses()
    return port == pod.workstation if node.name == "switch" else not port.startswith(("df-", "dh-"))


def neighbours(node, pod):
    for entry in json.loads(node.run("ip", "-json", "neigh", "show") or "[]"):
        if entry["dst"] in (pod.ipv4, pod.ipv6) and entry.get("lladdr", pod.mac) != pod.mac:
            yield f"{node.name}: {pod.name} is {entry['lladdr']} by its neighbour table"


def mentions(node, pod, what, *commands):
    for command in commands:
        for line in node.run(*command.split()).splitlines():
            if {pod.ipv4, pod.ipv6} & set(line.split()):
                yield f"{node.name}: a {what} for {pod.name}: {line.strip()}"
