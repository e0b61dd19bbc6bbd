"""run.py [--only WORDS] FOLDER...: runs the test_* functions of every test_*.py on the programs of each folder; prints TAP.

The first folder also holds the program probe, which runs inside the pods."""

import argparse
import glob
import importlib
import os
import sys
import traceback

import harness


class Programs:
    """What a test gets: the folder of the programs to test, and pods to run them on."""

    def __init__(self, folder, probe):
        self.folder = os.path.abspath(folder)
        self.probe = os.path.abspath(probe)

    def path(self, name):
        return f"{self.folder}/{name}"

    def pod(self):
        return harness.Pod(self.folder, self.probe)


def tests():
    here = os.path.dirname(os.path.abspath(__file__))
    for path in sorted(glob.glob(f"{here}/test_*.py")):
        module = importlib.import_module(os.path.basename(path)[:-3])
        for name, function in list(vars(module).items()):
            if name.startswith("test_"):
                yield f"{module.__name__[5:]}: {name[5:].replace('_', ' ')}", function


def attempt(function, programs):
    """Real processes on a busy machine: who fails gets one more try."""
    try:
        function(programs)
        return True
    except Exception:
        print("# " + traceback.format_exc().replace("\n", "\n# "), flush=True)
        return False


def main(folders, only):
    if os.geteuid() != 0:
        sys.exit("the tests of native/ need root: they make namespaces")
    harness.adopt_orphans()
    before = set(os.listdir("/sys/class/net"))
    passed = failed = 0
    for folder in folders:
        programs = Programs(folder, f"{folders[0]}/probe")
        for name, function in tests():
            if only not in name:
                continue
            if attempt(function, programs):
                passed += 1
                print(f"ok {passed + failed} - {name} [{folder}]", flush=True)
            elif attempt(function, programs):
                passed += 1
                print(f"ok {passed + failed} - {name} [{folder}] # flake: to be looked into", flush=True)
            else:
                failed += 1
                print(f"not ok {passed + failed} - {name} [{folder}]", flush=True)
    harness.reap()
    left = [pid for pid in filter(str.isdigit, os.listdir("/proc"))
            if harness.is_running(pid) and harness.status(pid)["PPid"] == str(os.getpid())]
    links = set(os.listdir("/sys/class/net")) - before
    if left or links:
        failed += 1
        print(f"not ok {passed + failed} - nothing is left behind: processes {left}, links {links}")
    print(f"1..{passed + failed}\n{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="", help="a part of the names of the tests to run")
    parser.add_argument("folders", nargs="+")
    arguments = parser.parse_args()
    sys.exit(main(arguments.folders, arguments.only))
