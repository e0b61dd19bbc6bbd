package org.deskferry.host.files;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.deskferry.host.linux.ChangeWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long a round takes that finds little to send: it runs while a desktop stands still. The figure is printed. */
class RoundTimeTest {
    private static final int ROUNDS = 30;

    @TempDir
    Path temp;

    @Test
    void printsTheTimeOfASmallRound() throws IOException {
        try (var copy = new CopyFixture(temp);
                var watch = ChangeWatch.of(copy.source)) {
            copy.shell("""
                    for d in {1..200}; do mkdir -p d$((d % 20))/d$d; for f in {1..9}; do echo $f > d$((d % 20))/d$d/f$f; done; done
                    find . -exec touch -d 2020-01-01 {} +
                    sleep 1.2
                    """);
            var first = copy.send();
            var millis = new ArrayList<Double>();
            var changesMillis = new ArrayList<Double>();
            var namesMillis = new ArrayList<Double>();
            for (int i = 0; i < ROUNDS; i++) {
                millis.add(time(copy, copy::send));
                watch.take();
                changesMillis.add(time(copy, () -> copy.sendChanges(watch.take().orElseThrow())));
                namesMillis.add(copy.sendNames().length().toNanos() / 1e6);
            }
            millis.sort(null);
            changesMillis.sort(null);
            namesMillis.sort(null);
            System.out.printf(
                    "files: of %d with 5 changes a round over all takes %.1f ms (best %.1f of %d), of the changes %.1f ms, of names %.1f ms%n",
                    first.entries(),
                    millis.get(ROUNDS / 2),
                    millis.getFirst(),
                    ROUNDS,
                    changesMillis.get(ROUNDS / 2),
                    namesMillis.get(ROUNDS / 2));
        }
    }

    private interface Sending {
        Round send() throws IOException;
    }

    /** After five files have changed; in milliseconds, from the first look on. */
    private static double time(CopyFixture copy, Sending sending) throws IOException {
        copy.shell("for f in d1/d1/f{1..5}; do echo $RANDOM >> $f; done");
        var begin = System.nanoTime();
        var round = sending.send();
        var millis = (System.nanoTime() - begin) / 1e6;
        assertTrue(round.entries() >= 5 && round.entries() < 20, round.toString());
        return millis;
    }
}
