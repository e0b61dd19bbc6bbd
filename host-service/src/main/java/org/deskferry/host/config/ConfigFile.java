package org.deskferry.host.config;

import static org.deskferry.proto.problem.Phrases.asIs;
import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/**
 * A file of lines {@code key=value}. Empty lines and lines that start with '#' mean nothing; a value ends with its line.
 *
 * @param mistakes lines that are neither, and keys that are set twice
 */
record ConfigFile(String name, Map<String, Entry> entries, List<Mistake> mistakes) {

    /** A value and the line it is in, counted from 1. */
    record Entry(String value, int line) {}

    /** What is wrong in a line. */
    record Mistake(int line, Problem problem) {}

    static ConfigFile empty() {
        return new ConfigFile("host.conf", Map.of(), List.of());
    }

    static ConfigFile read(Path file) {
        try {
            return parse(file.toString(), Files.readAllLines(file));
        } catch (IOException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("configuration {0}", file),
                    say("It cannot be read: {0}.", e),
                    say("Make it readable text, or name another with --config."));
        }
    }

    private static ConfigFile parse(String name, List<String> lines) {
        var entries = new LinkedHashMap<String, Entry>();
        var mistakes = new ArrayList<Mistake>();
        for (var number = 1; number <= lines.size(); number++) {
            var line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            var equals = line.indexOf('=');
            if (equals <= 0) {
                mistakes.add(wrong(name, number, "'" + line + "' is no setting.", "Write key=value."));
                continue;
            }
            var key = line.substring(0, equals).strip();
            var before = Optional.ofNullable(entries.get(key));
            if (before.isPresent()) {
                mistakes.add(wrong(
                        name,
                        number,
                        key + " is set already, in line " + before.get().line() + ".",
                        "Keep one."));
            } else {
                entries.put(key, new Entry(line.substring(equals + 1).strip(), number));
            }
        }
        return new ConfigFile(name, entries, mistakes);
    }

    static Mistake wrong(String file, int line, String reason, String remedy) {
        return new Mistake(
                line,
                Phrases.problem(
                        ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                        say("line {0} of {1}", line, file),
                        asIs(reason),
                        asIs(remedy)));
    }
}
