package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workstation that has lost its identity is found on the LAN and paired, while its service runs. */
class PairingTest extends SharedLab {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String IDENTITY = "/etc/deskferry/identity";
    private static final Pattern CODE = Pattern.compile("\\d{4}-\\d{4}-\\d{2}");
    private static final Pattern WORDS = Pattern.compile("Fingerprint: +([A-Za-z]+(?: [A-Za-z]+){9})");

    @TempDir
    private Path folder;

    private String settings;

    @BeforeEach
    void takeItsIdentityAway() {
        settings = Node.read(wsa.configuration());
        lab.service(wsa, "stop");
        wsa.run("mv", IDENTITY, IDENTITY + ".before");
        wsa.configure(Settings.with(settings, List.of("network.mdns=yes")));
    }

    @AfterEach
    void giveItBack() {
        lab.service(wsa, "stop");
        wsa.run("rm", "-rf", IDENTITY);
        wsa.run("mv", IDENTITY + ".before", IDENTITY);
        wsa.configure(settings);
        lab.service(wsa, "start");
    }

    @Test
    void aWorkstationIsFoundAndTakenInByItsCode() throws InterruptedException {
        try (var _ = Avahi.start(wsa, folder);
                var _ = Avahi.start(wsb, folder)) {
            lab.service(wsa, "start");
            var service = wsa.servicePid();
            Eventually.that("that it is found", LIMIT, () -> finds("unpaired"));
            assertRefused(pair("0000-0000-00"), 3, "It shows no pairing code.");

            var log = folder.resolve("pair.log");
            var shows = wsa.start(log.toFile(), lab.program("deskferry-host"), "pair");
            try {
                Eventually.that(
                        "a code", LIMIT, () -> CODE.matcher(Node.read(log)).find());
                var code = first(CODE, log);
                assertTrue(find().contains(first(WORDS, log)), find());
                var wrong = (code.startsWith("1") ? "2" : "1") + code.substring(1);
                assertRefused(pair(wrong), 3, "tries left: 2");
                assertEquals(0, pair(code).exitCode(), Node.read(log));
                assertTrue(shows.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), "it waits on");
                assertEquals(0, shows.exitValue(), Node.read(log));
            } finally {
                Node.end(shows);
            }

            Eventually.that(
                    "its service as a member",
                    LIMIT,
                    () -> lab.deskferry("ls").output().lines().anyMatch(line -> line.matches("wsa .* here .*")));
            assertEquals(service, wsa.servicePid());
            assertEquals("wsa", wsa.look().getWorkstation().getName());
            Eventually.that("that it is found as a member", LIMIT, () -> finds("this fleet"));
            assertRefused(pair(first(CODE, log)), 3, "It belongs to a fleet already.");
            assertRefused(wsa.attempt(lab.program("deskferry-host"), "pair"), 1, "It belongs to a fleet already.");
        }
    }

    @Test
    void theWindowFindsItAndTakesItIn() {
        try (var _ = Avahi.start(wsa, folder);
                var _ = Avahi.start(lab.desk(), "eth0", folder)) {
            lab.service(wsa, "start");
            var log = folder.resolve("pair.log");
            var shows = wsa.start(log.toFile(), lab.program("deskferry-host"), "pair");
            try {
                Eventually.that(
                        "a code", LIMIT, () -> CODE.matcher(Node.read(log)).find());
                var trial = atDeskWithDisplay("org.deskferry.lab.AdmissionTrial", "wsa", first(CODE, log));
                assertEquals(0, trial.exitCode(), trial.output());
                assertTrue(trial.output().contains("admission: wsa is online"), trial.output());
            } finally {
                Node.end(shows);
            }
            assertEquals("wsa", wsa.look().getWorkstation().getName());
        }
    }

    private Run atDeskWithDisplay(String... program) {
        var packaging = Path.of("").toAbsolutePath();
        var words = new ArrayList<>(List.of(
                packaging.resolve("lab/with-display").toString(),
                "env",
                "DESKFERRY_LAB=" + lab.folder(),
                packaging.resolve("lab/lab").toString(),
                "exec",
                "desk",
                packaging.resolve("bench/in-lab").toString()));
        words.addAll(List.of(program));
        return Run.of(words);
    }

    private boolean finds(String state) {
        return find().lines()
                .anyMatch(line -> line.startsWith("wsa ") && line.contains(":7443") && line.contains(state));
    }

    private String find() {
        return lab.deskferry(wsb, "", "fleet", "find").output();
    }

    private Run pair(String code) {
        return lab.deskferry(lab.desk(), code, "fleet", "pair", "10.77.0.11", "--replace");
    }

    private static String first(Pattern pattern, Path log) {
        var match = pattern.matcher(Node.read(log));
        assertTrue(match.find(), Node.read(log));
        return match.group(match.groupCount());
    }

    private static void assertRefused(Run run, int exitCode, String words) {
        assertEquals(exitCode, run.exitCode(), run.output());
        assertTrue(run.output().contains(words), run.output());
    }
}
