package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.deskferry.host.linux.AtomicFile;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Whereabouts;
import org.deskferry.proto.v1.WhereaboutsRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this workstation was told of pods away from home, and by whom. Of two words about a pod the one with the larger epoch holds, whichever
 * came last; of two with one epoch the last. What nobody has confirmed for an hour is forgotten. What is only expected is not written down. Thread-safe.
 */
public final class WhereaboutsBook {
    /** How long a word holds that is not confirmed: longer than an upgrade of the host service that says so. */
    static final Duration HOLDS = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(WhereaboutsBook.class);
    private static final int MOST = 1024;

    private final Path file;
    private final LongSupplier clock;
    private final Map<String, WhereaboutsRecord.Entry> entries = new LinkedHashMap<>();
    private final Map<String, Long> heard = new HashMap<>();
    private final Expectations expected;

    private WhereaboutsBook(Path file, LongSupplier clock) {
        this.file = file;
        this.clock = clock;
        this.expected = new Expectations(clock);
    }

    /** What is in {@code file}, as if it had just been said. A file that cannot be read is as good as none: those who know say it again. */
    public static WhereaboutsBook load(Path file) {
        return load(file, System::nanoTime);
    }

    /** The same with a clock of nanoseconds. */
    static WhereaboutsBook load(Path file, LongSupplier clock) {
        var book = new WhereaboutsBook(file, clock);
        var record = WhereaboutsRecord.newBuilder();
        try {
            if (Files.exists(file)) {
                JsonFormat.parser().ignoringUnknownFields().merge(Files.readString(file), record);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be read, and is written anew: {}", file, e.getMessage());
            record.clear();
        }
        record.getEntriesList().forEach(book::enter);
        return book;
    }

    /** The word on a pod that holds. */
    synchronized Optional<WhereaboutsRecord.Entry> of(String podId) {
        return Optional.ofNullable(entries.get(podId));
    }

    synchronized List<WhereaboutsRecord.Entry> all() {
        return List.copyOf(entries.values());
    }

    /** Of the pods that are away from home, or are expected to be. */
    synchronized List<Whereabouts> away() {
        var coming = expected.all();
        var there = entries.values().stream()
                .map(WhereaboutsRecord.Entry::getWhereabouts)
                .filter(known -> !expected.isOf(known.getPodId()))
                .filter(known -> coming.stream().noneMatch(other -> isAway(other) && shareAddress(known, other)));
        return Stream.concat(coming.stream(), there)
                .filter(WhereaboutsBook::isAway)
                .toList();
    }

    /**
     * Notes what {@code teller} says; whether that changes which pods are away and where.
     *
     * @throws ProblemException (BAD_REQUEST) if there are too many
     */
    synchronized boolean note(String teller, Whereabouts said) {
        if (said.getExpected()) {
            return said.getStay() == Whereabouts.Stay.STAY_GONE ? expected.endBy(teller, said) : expect(teller, said);
        }
        var ended = expected.endBy(teller, said);
        if (isAway(said)) {
            ended |= expected.endIf(other -> hasAddressOf(other, said));
        }
        return enter(teller, said) || ended;
    }

    private boolean expect(String teller, Whereabouts said) {
        var isOver = of(said.getPodId())
                .filter(known -> known.getWhereabouts().getEpoch() >= said.getEpoch())
                .isPresent();
        if (isOver) {
            return false;
        }
        var _ = expected.endIf(other -> hasAddressOf(other, said));
        return expected.put(teller, said);
    }

    private boolean enter(String teller, Whereabouts said) {
        var before = of(said.getPodId());
        var fresh = WhereaboutsRecord.Entry.newBuilder()
                .setWhereabouts(said)
                .setTeller(teller)
                .build();
        if (!holds(before, fresh)) {
            return false;
        }
        if (before.isEmpty() && entries.size() >= MOST) {
            throw tooMany();
        }
        var others = isAway(said) ? evict(said) : false;
        enter(fresh);
        var changes = others || !before.equals(Optional.of(fresh));
        if (changes) {
            save();
        }
        return changes;
    }

    /** Whether what {@code teller} says, or has said, is what holds. */
    synchronized boolean isHeld(String teller, Whereabouts said) {
        return of(said.getPodId())
                .filter(entry -> entry.getTeller().equals(teller)
                        && entry.getWhereabouts().equals(said))
                .isPresent();
    }

    /** Forgets what nobody has confirmed for too long; whether there was any. */
    synchronized boolean expire() {
        var now = clock.getAsLong();
        var ended = expected.expire();
        return forget(entry -> now - heard.getOrDefault(entry.getWhereabouts().getPodId(), now) > HOLDS.toNanos())
                || ended;
    }

    /** Forgets all; whether there was any. */
    synchronized boolean clear() {
        var ended = expected.clear();
        return forget(_ -> true) || ended;
    }

    /** That a pod is gone counts only from whom the last word is: it may have gone back to where it was before. */
    private static boolean holds(Optional<WhereaboutsRecord.Entry> before, WhereaboutsRecord.Entry fresh) {
        var said = fresh.getWhereabouts();
        if (said.getStay() == Whereabouts.Stay.STAY_GONE) {
            return before.filter(entry -> entry.getTeller().equals(fresh.getTeller())
                            && entry.getWhereabouts().getEpoch() == said.getEpoch())
                    .isPresent();
        }
        return before.map(WhereaboutsRecord.Entry::getWhereabouts)
                .filter(known -> known.getStay() != Whereabouts.Stay.STAY_GONE && known.getEpoch() > said.getEpoch())
                .isEmpty();
    }

    /** An address is one pod's: whoever had it before has left it. */
    private boolean evict(Whereabouts said) {
        return forget(entry -> hasAddressOf(entry.getWhereabouts(), said));
    }

    /** Whether another pod that is away has an address of this one. */
    private static boolean hasAddressOf(Whereabouts other, Whereabouts said) {
        return !other.getPodId().equals(said.getPodId()) && isAway(other) && shareAddress(other, said);
    }

    private static boolean shareAddress(Whereabouts one, Whereabouts other) {
        return one.getAway4().equals(other.getAway4())
                || one.getHome4().equals(other.getHome4())
                || isShared(one.getAway6(), other.getAway6())
                || isShared(one.getHome6(), other.getHome6());
    }

    private static boolean isShared(String one, String other) {
        return !one.isEmpty() && one.equals(other);
    }

    private static boolean isAway(Whereabouts whereabouts) {
        return whereabouts.getStay() == Whereabouts.Stay.STAY_AWAY;
    }

    private void enter(WhereaboutsRecord.Entry entry) {
        var podId = entry.getWhereabouts().getPodId();
        entries.put(podId, entry);
        heard.put(podId, clock.getAsLong());
    }

    private boolean forget(Predicate<WhereaboutsRecord.Entry> which) {
        var some = entries.values().removeIf(which);
        heard.keySet().retainAll(entries.keySet());
        if (some) {
            save();
        }
        return some;
    }

    private void save() {
        try {
            var record = WhereaboutsRecord.newBuilder()
                    .addAllEntries(entries.values())
                    .build();
            Files.createDirectories(file.resolveSibling("."));
            AtomicFile.write(
                    file, JsonFormat.printer().omittingInsignificantWhitespace().print(record) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProblemException tooMany() {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                say("pods away from home"),
                say("A workstation knows of {0} at most.", MOST),
                say("Let some go home, or join the workstations by an overlay."));
    }
}
