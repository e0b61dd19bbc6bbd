package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deskferry.proto.v1.Step;
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
                var steps = pod.moveTo(to).getStepsList();
                assertTrue(steps.stream().map(Step::getName).anyMatch("add lanes"::equals), steps::toString);
                assertEquals(before, pod.processes());
                assertEquals(List.of(), Residue.ofMoves(to, pod.id()));
            }
            assertEquals(LETTER, editor.save("letter.txt"));
        }
    }
}
