"""What the kernel keeps of each TCP connection of a pod and may not change by a move: segment size, window scales, SACK, timestamps."""
import re

FIXED = {"segment size": r"\bmss:\d+", "window scale": r"\bwscale:\d+,\d+", "SACK": r"\bsack\b", "timestamps": r"\bts\b", "ECN": r"\becn\b"}


# Until it sends again a connection has not computed its segment size anew.
SENT = re.compile(r"\bbytes_sent:\d")


class Sockets:
    def __init__(self, found):
        self.found = found

    @staticmethod
    def of(pod):
        found = {}
        for line in pod.in_network("ss", "-HtinO", "state", "established").splitlines():
            words = line.split()
            local, remote = words[2:4]
            if not local.startswith(("127.", "[::1]")):
                found[local, remote] = {name: re.findall(pattern, line) for name, pattern in FIXED.items()}
                if not SENT.search(line):
                    del found[local, remote]["segment size"]
        return Sockets(found)

    def changes(self, after):
        """Of the connections that are still there."""
        for ends in self.found.keys() & after.found.keys():
            before, now = self.found[ends], after.found[ends]
            for name in before.keys() & now.keys():
                if before[name] != now[name]:
                    yield f"{name} of {' - '.join(ends)} was {before[name]} and is {now[name]}"
