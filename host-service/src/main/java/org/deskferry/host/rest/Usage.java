package org.deskferry.host.rest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.deskferry.host.linux.Command;

/** What a tree takes on the disk. */
final class Usage {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Usage() {}

    /** In bytes. */
    static long of(Path tree) {
        var answer = Command.run(List.of("du", "--summarize", "--block-size=1", tree.toString()), LIMIT);
        return Long.parseLong(answer.split("\t", 2)[0]);
    }
}
