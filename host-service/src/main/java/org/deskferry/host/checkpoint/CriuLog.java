package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads CRIU's log for what went wrong. */
final class CriuLog {
    /** "(00.123456) 211: Error (criu/files-ext.c:98): Can't dump file 3 of that type"; with a number that has spaces before it; from inside a process "pie: 211: Error ...". */
    private static final Pattern ERROR =
            Pattern.compile("^(?:\\([\\d.]+\\))?\\s*(?:pie: )?(?:\\s*(\\d+): )?Error \\(([^)]*)\\): (.*)$");
    /** Said on every machine that lacks CAP_SYS_RESOURCE, and harmless; or a consequence of what is said elsewhere. */
    private static final List<String> HARMLESS =
            List.of("RLIMIT_NOFILE", "kdat cache", "Restoring FAILED", "cgroupd: recv req error");

    private static final int END_LINES = 30;

    /** Of causes that are gone in a moment as a rule. */
    private static final List<String> PASSING = List.of(
            "In-flight connection",
            "on an in-flight socket",
            "closed in-flight socket",
            "The socket has data to read",
            "Control messages in queue",
            // See LostWatches.
            "error parsing [inotify",
            "found while seizing",
            "Unseizable non-zombie",
            "Timeout reached");

    private CriuLog() {}

    /** Whether a reason is one that need not be there when CRIU tries again. */
    static boolean passes(String reason) {
        return PASSING.stream().anyMatch(reason::contains);
    }

    /** Its last lines, for who wants to know more than the reason. */
    static String end(Path log) {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - END_LINES), lines.size()));
        } catch (IOException e) {
            return "";
        }
    }

    /** The first two errors, which name the cause; later ones are its consequences. */
    static String reason(Path log) {
        try (var lines = Files.lines(log)) {
            var errors = lines.map(ERROR::matcher)
                    .filter(Matcher::matches)
                    .map(match -> match.group(3).strip())
                    .filter(text -> HARMLESS.stream().noneMatch(text::contains))
                    .limit(2)
                    .toList();
            return errors.isEmpty() ? "it left no message" : String.join("; ", errors);
        } catch (IOException e) {
            return "it left no log";
        }
    }
}
