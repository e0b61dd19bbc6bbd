package org.deskferry.host.history;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deskferry.proto.v1.HistoryEntry;
import org.deskferry.proto.v1.ListHistoryRequest;
import org.deskferry.proto.v1.ListHistoryResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was done with the pods of this workstation. The oldest is forgotten when there is too much of it. Thread-safe. */
public final class History {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    /** Of each of two files: some ten thousand entries. */
    private static final long MOST_BYTES = 4 << 20;

    private final HistoryFiles files;
    private Optional<Long> last = Optional.empty();

    private History(HistoryFiles files) {
        this.files = files;
    }

    /** The history in {@code folder}, which is made when something is entered. */
    public static History in(Path folder) {
        return in(folder, MOST_BYTES);
    }

    static History in(Path folder, long mostBytes) {
        return new History(new HistoryFiles(folder, mostBytes));
    }

    /** Enters what has just ended; gives it the time and a number. That it cannot be kept does not undo it. */
    public synchronized void enter(HistoryEntry.Builder entry) {
        try {
            var number = lastNumber() + 1;
            var numbered = entry.setNumber(number).setTime(Timestamps.now()).build();
            files.add(JsonFormat.printer().omittingInsignificantWhitespace().print(numbered));
            last = Optional.of(number);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("what was done with pod {} is not kept: {}", entry.getPodName(), e.toString());
        }
    }

    /**
     * A page of what is asked for.
     *
     * @throws org.deskferry.host.problem.ProblemException (BAD_REQUEST) if it is asked for what cannot be
     */
    public synchronized ListHistoryResponse list(ListHistoryRequest request) {
        var wanted = new Wanted(request);
        wanted.check();
        try {
            var found = new ArrayList<HistoryEntry>();
            // One more than fits on the page tells whether there is more.
            collect(files.newerLines(), wanted, found);
            if (found.size() <= wanted.most()) {
                collect(files.olderLines(), wanted, found);
            }
            return ListHistoryResponse.newBuilder()
                    .addAllEntries(found.subList(0, Math.min(found.size(), wanted.most())))
                    .setMore(found.size() > wanted.most())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void collect(List<String> lines, Wanted wanted, List<HistoryEntry> found) {
        for (var line : lines.reversed()) {
            if (found.size() > wanted.most()) {
                return;
            }
            parse(line).filter(wanted::accepts).ifPresent(found::add);
        }
    }

    private long lastNumber() throws IOException {
        if (last.isEmpty()) {
            last = newest(files.newerLines()).or(this::newestOfOlder).or(() -> Optional.of(0L));
        }
        return last.get();
    }

    private Optional<Long> newestOfOlder() {
        try {
            return newest(files.olderLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Long> newest(List<String> lines) {
        return lines.reversed().stream()
                .flatMap(line -> parse(line).stream())
                .findFirst()
                .map(HistoryEntry::getNumber);
    }

    /** Empty for what a crash left of a line. */
    private static Optional<HistoryEntry> parse(String line) {
        if (line.isEmpty()) {
            return Optional.empty();
        }
        try {
            var entry = HistoryEntry.newBuilder();
            JsonFormat.parser().ignoringUnknownFields().merge(line, entry);
            return Optional.of(entry.build());
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
