"""matrix.py [--list] [--rounds N] [--together] [PART...]: every kind of connection a desktop holds, kept over moves there and back.

Cases are in cases/, those of one batch together in one move. With names, or parts of names, only those cases. DESKFERRY_LAB is a lab of two
workstations that is up. What a peer saw of each move stands beside what the service says it took; the last line is
"connections: cases=N kept=N worst_gap_minus_freeze_ms=M", M the largest of the cases' medians.
"""
import argparse
import collections
import importlib
import pathlib
import shutil
import statistics
import sys
import tempfile
import traceback

import whereabouts
from lab import HERE, Failure, Lab
from places import InPod, Peer
from sockets import Sockets

sys.path.insert(0, str(HERE))


class Result:
    def __init__(self, case):
        self.case = case
        self.faults = []
        self.pairs = []  # (gap, freeze), a move each

    def excess_ms(self):
        return statistics.median(gap - freeze for gap, freeze in self.pairs) if self.pairs else None

    def line(self):
        state = "kept" if not self.faults else "LOST"
        pairs = " ".join(f"{gap:.0f}/{freeze:.0f}" for gap, freeze in self.pairs) or "-"
        excess = f"{self.excess_ms():+.0f}" if self.pairs else "-"
        return f"{self.case.name:32} {state:5} {excess:>6}  {pairs}" + "".join(f"\n    {fault}" for fault in self.faults)


class Batch:
    """Cases that are moved together, on one pod or two."""

    def __init__(self, lab, cases, folder):
        self.lab = lab
        self.results = [Result(case) for case in cases]
        self.folder = folder
        self.pods = {}

    def run(self, rounds):
        peer = Peer(self.lab, self.folder)
        places = {"peer": peer}
        try:
            for name in sorted({name for result in self.results for name in result.case.pods}):
                self.pods[name] = self.lab.create(name, "wsa")
                places[name] = InPod(self.pods[name])
            self.each(lambda result: result.case.begin(places))
            for _ in range(rounds):
                self.move_there_and_back()
            self.each(lambda result: result.faults.extend(result.case.finish()))
        finally:
            peer.end()
            for pod in self.pods.values():
                self.lab.remove(pod)
        return self.results

    def each(self, deed):
        """For every case that is well so far."""
        for result in self.results:
            if not result.faults:
                try:
                    deed(result)
                except (Failure, OSError) as failure:
                    result.faults.append(str(failure))

    def move_there_and_back(self):
        for step in self.results[0].case.itinerary:
            sockets = {name: Sockets.of(pod) for name, pod in self.pods.items()}
            moves = self.lab.move_all([(self.pods[name], destination) for name, destination in step])
            self.each(lambda result: self.look(result, moves))
            for name, before in sockets.items():
                self.blame(before.changes(Sockets.of(self.pods[name])))
            self.blame([f"residue: {thing}" for move in moves for thing in move.residue])
            for pod in self.pods.values():
                self.blame(whereabouts.wrong(self.lab, pod))

    def look(self, result, moves):
        result.case.await_life()
        gap = result.case.gap_ms(min(move.began for move in moves))
        if gap is not None:
            result.pairs.append((gap, sum(move.frozen_ms for move in moves)))

    def blame(self, faults):
        """What concerns no case in particular is the first one's."""
        self.results[0].faults.extend(faults)


def load(parts):
    found = []
    for path in sorted((HERE / "cases").glob("*.py")):
        found.extend(importlib.import_module(f"cases.{path.stem}").CASES)
    names = {case.name for case in found}
    return [case for case in found if not parts or any(part == case.name if part in names else part in case.name for part in parts)]


def batches(cases, together):
    if together:
        return [cases]
    grouped = collections.defaultdict(list)
    for case in cases:
        grouped[case.batch].append(case)
    return grouped.values()


def run(lab, groups, rounds, folder):
    """One group after the other; the results, which are printed as they come."""
    results = []
    print(f"{'case':32} {'':5} {'excess':>6}  gap/freeze of each move, ms", flush=True)
    for members in groups:
        batch = Batch(lab, members, folder)
        try:
            results.extend(batch.run(rounds))
        except Failure as failure:
            for result in batch.results:
                result.faults.append("as the first of its batch" if result is not batch.results[0] else str(failure))
            results.extend(batch.results)
        for result in batch.results:
            print(result.line(), flush=True)
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--list", action="store_true", help="name the cases")
    parser.add_argument("--rounds", type=int, default=2, help="how often each is moved there and back")
    parser.add_argument("--together", action="store_true", help="as one batch: for cases of one pod that moves there and back")
    parser.add_argument("parts", nargs="*")
    arguments = parser.parse_args()
    cases = load(arguments.parts)
    if arguments.list:
        print("\n".join(case.name for case in cases))
        return 0
    lab = Lab()
    folder = pathlib.Path(tempfile.mkdtemp(prefix="connections-", dir=lab.folder))
    with lab.guarded():
        results = run(lab, batches(cases, arguments.together), arguments.rounds, folder)
    shutil.rmtree(folder)
    kept = sum(not result.faults for result in results)
    excesses = [result.excess_ms() for result in results if result.pairs]
    print(f"connections: cases={len(results)} kept={kept} worst_gap_minus_freeze_ms={max(excesses, default=0):.0f}")
    return 0 if results and kept == len(results) else 1


sys.exit(main())
