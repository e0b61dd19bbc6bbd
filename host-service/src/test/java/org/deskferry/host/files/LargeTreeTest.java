package org.deskferry.host.files;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.host.linux.ChangeWatch;
import org.deskferry.host.linux.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A home directory as people have them: 100,000 files, and one of 2 GiB that grows. What a freeze would wait for is printed. */
class LargeTreeTest {
    @TempDir
    Path temp;

    @Test
    void onlyWhatChangedIsSent() throws IOException {
        try (var copy = new CopyFixture(temp)) {
            copy.shell("""
                    mkdir d{1..100}; for d in d*; do seq -f $d/%g 1000; done | xargs touch
                    head -c 2G /dev/zero >log
                    """);
            var first = copy.send();
            try (var watch = ChangeWatch.of(copy.source)) {
                copy.shell("for f in d{1..5}/5; do echo more >>$f; done; rm d7/7; echo new >d8/new");
                var begin = System.nanoTime();
                var few = copy.sendChanges(watch.take().orElseThrow());
                var fewMillis = (System.nanoTime() - begin) / 1e6;
                assertTrue(few.entries() <= 12, few::toString);

                copy.shell("echo more >>log");
                begin = System.nanoTime();
                var grown = copy.sendChanges(watch.take().orElseThrow());
                var grownMillis = (System.nanoTime() - begin) / 1e6;
                assertTrue(grown.bytes() <= BlockHashes.BLOCK, grown::toString);

                System.out.printf(
                        "files: of %d, 7 that changed take %.1f ms, one of 2 GiB that grew %.0f ms; all of them %.0f ms%n",
                        first.entries(),
                        fewMillis,
                        grownMillis,
                        copy.send().length().toNanos() / 1e6);
            }
            Command.run(List.of("diff", "-rq", copy.source.toString(), copy.destination.toString()));
        }
    }
}
