"""transaction.py pod LOG ADDRESS PORT: one transaction of PostgreSQL through one psql, a row each 20 ms, committed at the end.

The session and the transaction have to stay the same ones. The log counts rows.
"""
import subprocess
import sys
import time

from checked import Log

STEP = 0.02
READY_LIMIT_S = 60


class Session:
    def __init__(self, address, port, log):
        self.log = log
        self.psql = subprocess.Popen(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-h", address, "-p", port, "-U", "user", "postgres"],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1)

    def ask(self, query):
        try:
            print(query, file=self.psql.stdin, flush=True)
        except OSError as error:
            self.log.broken(error)
        answer = self.psql.stdout.readline().strip()
        if not answer:
            self.log.broken("psql ended")
        return answer


def await_server(address, port, log):
    """It listens before it takes anyone in."""
    if subprocess.run(["timeout", str(READY_LIMIT_S), "sh", "-c", 'until pg_isready -q -h "$0" -p "$1"; do sleep 0.1; done', address, port]).returncode:
        log.broken("the server does not become ready")


def main():
    _, path, address, port = sys.argv[1:]
    log = Log(path)
    await_server(address, port, log)
    session = Session(address, port, log)
    session.ask("BEGIN; CREATE TABLE rows (number int PRIMARY KEY); SELECT 'begun';")
    known = session.ask("SELECT pg_backend_pid() || ' ' || pg_current_xact_id();")
    while not log.is_over():
        answer = session.ask(f"INSERT INTO rows VALUES ({log.sent}) RETURNING number || ' ' || pg_backend_pid() || ' ' || pg_current_xact_id();")
        if answer != f"{log.sent} {known}":
            log.broken(f"{answer} and not {log.sent} {known}")
        log.sent += 1
        log.heard(1)
        time.sleep(STEP)
    count = session.ask("COMMIT; SELECT count(*) FROM rows;")
    if count != str(log.sent):
        log.broken(f"{count} rows of {log.sent}")
    log.end()


main()
