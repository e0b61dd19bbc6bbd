package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A desktop moves by several connections, as between machines with many processors. */
@ExtendWith(LabExtension.class)
class LanesTest {
    private static final String LETTER = "Dear Carol,\nthis went by three ways at once.\n";

    @Test
    void whatWasTypedComesThereAndBack(Lab lab) {
        var wsa = lab.workstation("wsa");
        var wsb = lab.workstation("wsb");
        try (var _ = lab.reconfigure(wsa, "move.lanes=3");
                var _ = lab.reconfigure(wsb, "move.lanes=3");
                var pod = LabPod.create(lab, wsa, "carol")) {
            var editor = Editor.open(pod);
            editor.type(LETTER);
            var before = pod.processes();
            for (var to : List.of(wsb, wsa)) {
                assertEquals(connections(to) + 3, moveCounting(pod, to));
                assertEquals(before, pod.processes());
                assertEquals(List.of(), Residue.ofMoves(to, pod.id()));
            }
            assertEquals(LETTER, editor.save("letter.txt"));
        }
    }

    /** Returns how many connections the destination has while the pod's memory is copied. */
    private static long moveCounting(LabPod pod, Workstation to) {
        var from = pod.workstation();
        var moment = Moment.of("copy memory live");
        try (var held = moment.holdAt(from)) {
            var move = CompletableFuture.supplyAsync(() -> pod.moveTo(to));
            assertTrue(moment.await(from, move), "the move does not come to copying memory");
            var count = connections(to);
            held.close();
            move.join();
            return count;
        }
    }

    /** That others have with the service. */
    private static long connections(Workstation of) {
        return of.run("ss", "-Htn", "state", "established", "sport", "=", ":7443")
                .lines()
                .count();
    }
}
