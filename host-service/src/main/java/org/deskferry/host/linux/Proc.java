package org.deskferry.host.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What proc(5) says of processes and of the machine. */
public final class Proc {
    private static final Path PROC = Path.of("/proc");
    private static final int START_TICKS_FIELD = 22;
    private static final int PAGE_SIZE = 4096;
    private static final Pattern INNER_PID = Pattern.compile("(?m)^NSpid:.*?(\\d+)$");

    private Proc() {}

    /** The root directory of a process, as a path that leads into its mount namespace. */
    public static Path root(long pid) {
        return PROC.resolve(pid + "/root");
    }

    /** When a process started, in clock ticks since boot; empty if it is gone or a zombie. */
    public static Optional<Long> startTicks(long pid) {
        return read(pid + "/stat").flatMap(stat -> {
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            var ended = fields[0].equals("Z") || fields[0].equals("X");
            return ended ? Optional.empty() : Optional.of(Long.parseLong(fields[START_TICKS_FIELD - 3]));
        });
    }

    /** The command name of a process, or an empty text. */
    public static String command(long pid) {
        return read(pid + "/comm").map(String::strip).orElse("");
    }

    /** The pid of a process in its own pid namespace; empty if it is gone. */
    public static OptionalInt innerPid(long pid) {
        return read(pid + "/status")
                .map(INNER_PID::matcher)
                .filter(Matcher::find)
                .map(found -> OptionalInt.of(Integer.parseInt(found.group(1))))
                .orElse(OptionalInt.empty());
    }

    /** Private memory of a process in bytes: resident pages that no file backs. */
    public static long privateBytes(long pid) {
        return read(pid + "/statm")
                .map(statm -> statm.split(" ", -1))
                .map(fields -> (Long.parseLong(fields[1]) - Long.parseLong(fields[2])) * PAGE_SIZE)
                .orElse(0L);
    }

    /** Changes with every boot. */
    public static String bootId() {
        return read("sys/kernel/random/boot_id").map(String::strip).orElse("");
    }

    /** The text of a file below /proc; empty if it, or its process, is gone. */
    public static Optional<String> read(String name) {
        return readBytes(name).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** The content of a file below /proc; empty if it, or its process, is gone. */
    public static Optional<byte[]> readBytes(String name) {
        try {
            return Optional.of(Files.readAllBytes(PROC.resolve(name)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            if (isGone(String.valueOf(e.getMessage()))) {
                return Optional.empty();
            }
            throw new UncheckedIOException(e);
        }
    }

    /** Also a file that could be opened, such as of a descriptor that was closed since. */
    private static boolean isGone(String message) {
        return message.contains("No such process") || message.contains("No such file or directory");
    }
}
