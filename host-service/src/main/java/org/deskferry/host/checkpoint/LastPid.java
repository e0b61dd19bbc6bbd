package org.deskferry.host.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.CommandException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The number that a pod's newest process got, as a file of the checkpoint. CRIU gives each process its number again, but the
 * kernel would count on from the lowest that is free: what was meant for a program that has ended would soon reach another.
 * A pod can do without, so failures are only logged.
 */
final class LastPid {
    private static final Logger LOG = LoggerFactory.getLogger(LastPid.class);
    private static final String FILE = "last-pid";
    private static final String COUNTER = "/proc/sys/kernel/ns_last_pid";
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,6}");

    private LastPid() {}

    /** Writes the number down. Returns whether that was possible. */
    static boolean save(long initPid, Path images) {
        try {
            Files.writeString(images.resolve(FILE), inPod(initPid, "cat", COUNTER));
            return true;
        } catch (IOException | CommandException e) {
            LOG.warn("the last process number of the pod is not kept: {}", e.toString());
            return false;
        }
    }

    /** Sets the counter of a restored pod. */
    static void restore(long initPid, Path images) {
        try {
            var number = Files.readString(images.resolve(FILE));
            if (!NUMBER.matcher(number).matches()) {
                throw new IOException("no process number: " + number);
            }
            inPod(initPid, "sh", "-c", "echo \"$1\" >\"$2\"", "sh", number, COUNTER);
        } catch (IOException | CommandException e) {
            LOG.warn("new processes of the pod get low numbers: {}", e.toString());
        }
    }

    /** The counter is the pod's for a process of the pod only. */
    private static String inPod(long initPid, String... command) {
        var words = new ArrayList<>(List.of("nsenter", "--target", Long.toString(initPid), "--pid", "--"));
        words.addAll(List.of(command));
        return Command.run(words);
    }
}
