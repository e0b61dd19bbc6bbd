package org.deskferry.app.cli;

import com.google.protobuf.util.Durations;
import java.io.Console;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deskferry.proto.v1.MoveProgress;

/** A move's progress: a line that changes on a terminal, a JSON object each with --json, otherwise nothing. */
final class ProgressLine implements AutoCloseable {
    private static final String START_OF_LINE = "\r\u001b[K";

    private final Session session;
    private final boolean terminal;

    ProgressLine(Session session) {
        this.session = session;
        this.terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    }

    void show(MoveProgress progress) {
        if (session.json()) {
            session.printJson(Json.of(progress));
        } else if (terminal) {
            session.err().print(START_OF_LINE + text(progress));
            session.err().flush();
        }
    }

    /** Several moves on one line; nothing with --json. */
    void show(Collection<MoveProgress> moves) {
        if (terminal && !session.json()) {
            session.err()
                    .print(START_OF_LINE
                            + moves.stream().map(ProgressLine::text).collect(Collectors.joining(" | ")));
            session.err().flush();
        }
    }

    static String text(MoveProgress progress) {
        var text = new StringBuilder(Text.plain(progress.getPodName()))
                .append(": ")
                .append(Text.word(progress.getPhase(), "MOVE_PHASE_"));
        if (progress.getBytes() > 0) {
            text.append(", ").append(Text.bytes(progress.getBytes()));
            if (progress.getBytesExpected() > 0) {
                text.append(" of ").append(Text.bytes(progress.getBytesExpected()));
            }
        }
        if (progress.getBytesPerSecond() > 0) {
            text.append(", ").append(Text.bytes(progress.getBytesPerSecond())).append("/s");
        }
        if (progress.hasRemaining() && Durations.isPositive(progress.getRemaining())) {
            text.append(", about ").append(Text.age(progress.getRemaining())).append(" left");
        }
        return text.toString();
    }

    @Override
    public void close() {
        if (terminal && !session.json()) {
            session.err().print(START_OF_LINE);
            session.err().flush();
        }
    }
}
