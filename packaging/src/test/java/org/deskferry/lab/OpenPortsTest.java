package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of the LAN gets to a pod, and what of a pod to the LAN: the same before and after a move. */
class OpenPortsTest extends OnePod {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Notes what comes to a UDP port, after it has sent something from there. */
    private static final String ASKER = """
            import socket
            asker = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            asker.bind(("", 7001))
            asker.sendto(b"?", ("10.77.0.200", 7000))
            open("asked", "w").close()
            while True:
                heard = asker.recv(100)
                open("heard-" + heard.decode(), "w").close()
            """;

    private static final String SAY = """
            import socket, sys
            sayer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            sayer.bind(("", int(sys.argv[1])))
            sayer.sendto(sys.argv[3].encode(), (sys.argv[2], 7001))
            """;

    OpenPortsTest() {
        super("portia");
    }

    @Test
    void theyAreTheSameAfterAMove() {
        said("Open ports of portia on wsa: 8001/tcp.\n", "ports", pod.name(), "8001/tcp");
        pod.launch("sh", "-c", "nc -l -k 8001 & nc -l -k 8002 & exec python3 -c '" + ASKER + "'");
        Eventually.that("the servers", LIMIT, () -> Files.exists(pod.home().resolve("asked")) && connects(8001));
        guarded();
        assertEquals(List.of(), pod.moveTo(wsb).getResidueList());
        assertEquals(List.of(), Residue.ofPod(wsa, pod.id()));
        guarded();
        wsb.suspend(pod.name());
        said("Open ports of portia on wsb: none.\n", "ports", pod.name(), "--none");
        wsb.resume(pod.name());
        assertFalse(connects(8001));
    }

    private void guarded() {
        assertTrue(connects(8001));
        assertFalse(connects(8002), "a port that is not open");
        for (var workstation : lab.workstations()) {
            var service = workstation.address().replace(':', ' ');
            assertFalse(
                    Run.of(List.of(
                                            "nsenter",
                                            "--net=/proc/" + pod.initPid() + "/ns/net",
                                            "sh",
                                            "-c",
                                            "nc -z -w 1 " + service))
                                    .exitCode()
                            == 0,
                    "the host service of " + workstation.name());
        }
        say(7000, "answer");
        say(7002, "stranger");
        Eventually.that("the answer", LIMIT, () -> Files.exists(heard("answer")));
        assertFalse(Files.exists(heard("stranger")));
        pod.ask("rm heard-answer");
    }

    private Path heard(String word) {
        return pod.home().resolve("heard-" + word);
    }

    private boolean connects(int port) {
        return lab.peer()
                        .attempt("nc", "-z", "-w", "1", pod.ipv4(), String.valueOf(port))
                        .exitCode()
                == 0;
    }

    private void say(int from, String word) {
        lab.peer().run("python3", "-c", SAY, String.valueOf(from), pod.ipv4(), word);
    }

    private void said(String words, String... command) {
        var run = lab.deskferry(command);
        assertEquals(0, run.exitCode(), run::output);
        assertEquals(words, run.output());
    }
}
