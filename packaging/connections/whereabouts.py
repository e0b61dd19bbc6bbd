"""Where the machines of the lab believe that a pod is: what they would send to it by, taken from their kernels."""
import ipaddress
import json
import re

from lab import Failure, until

LIMIT = 3.0  # seconds; what a switch has learnt it learns anew from the pod's first frames
ENDS = re.compile(r"\b(?:src|dst)=(\S+)")


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
    yield from connections(node, pod)


def forwarding(node, pod):
    for entry in json.loads(node.run("bridge", "-json", "fdb", "show") or "[]"):
        learnt = "dst" in entry or entry.get("state") != "permanent"
        if entry["mac"] == pod.mac and learnt and not leads_to(node, entry, pod):
            yield f"{node.name}: {pod.name} is behind {entry['ifname']} {entry.get('dst', '')} by its forwarding table"


def leads_to(node, entry, pod):
    """The workstation sends to it by its own port, and other pods' macvlans lead to it too; the switch by the port to the workstation, another
    machine by none of its pods'."""
    port = entry["ifname"]
    if node.name == pod.workstation:
        own = pod.id[:8]
        return port == f"df-{own}" or port.startswith("dm-") and port != f"dm-{own}"
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


def connections(node, pod):
    """Kept by a workstation that the pod has left, if neither end is there; and by anyone, translated to another workstation."""
    lab = pod.lab
    has_left = node.name in lab.workstations() and node.name != pod.workstation
    here = node.addresses() | lab.addresses_of_pods(node.name)
    elsewhere = {address for name in lab.workstations() if name != pod.workstation for address in lab.node(name).addresses()}
    for family in ("ipv4", "ipv6"):
        for entry in node.run("conntrack", "-L", "-f", family).splitlines():
            source, destination, other, origin = ENDS.findall(entry)[:4]
            named = {source, destination, other, origin}
            if ipaddress.ip_address(destination).is_multicast:
                continue  # everyone heard it
            translated = {source} ^ {origin} | {destination} ^ {other}
            if named & {pod.ipv4, pod.ipv6} and (translated & elsewhere or has_left and not named & here):
                yield f"{node.name}: a connection of {pod.name} is tracked as if it were there: {entry.strip()}"
