package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Processes as a mounted proc(5) shows them. */
final class Processes {
    private Processes() {}

    /** All in {@code proc}, by their number there, with their command lines. */
    static Map<Long, String> in(Path proc) {
        var found = new TreeMap<Long, String>();
        try (Stream<Path> entries = Files.list(proc)) {
            entries.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> Character.isDigit(name.charAt(0)))
                    .map(Long::parseLong)
                    .forEach(pid -> found.put(pid, commandLine(proc, pid)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Its program and arguments, or its name where it has none; empty if it has gone. */
    static String commandLine(Path proc, long pid) {
        var arguments = read(proc.resolve(pid + "/cmdline")).replace('\0', ' ').strip();
        return arguments.isEmpty() ? field(proc, pid, "Name").orElse("") : arguments;
    }

    /** A line of its status: what follows the colon. */
    static Optional<String> field(Path proc, long pid, String name) {
        return read(proc.resolve(pid + "/status"))
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    /** Its number in the innermost namespace it is in; 0 if it has gone. */
    static int innermost(Path proc, long pid) {
        return field(proc, pid, "NSpid")
                .map(numbers -> numbers.substring(numbers.lastIndexOf('\t') + 1))
                .map(Integer::parseInt)
                .orElse(0);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
