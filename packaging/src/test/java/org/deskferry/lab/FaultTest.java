package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Some places of the matrix that {@code make faults} goes through: each fault on its own way is survived. */
@Tag("alone")
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultTest {
    @AutoClose
    private FaultTrial trial;

    @BeforeAll
    void prepare(Lab lab) {
        trial = FaultTrial.start(lab);
    }

    static List<Faults.Place> places() {
        return List.of(
                new Faults.Place(Moment.of("copy memory live"), false, Fault.TRUNCATE_STREAM),
                new Faults.Place(Moment.of("dump"), true, Fault.KILL_ENGINE),
                new Faults.Place(Moment.of("send last files"), false, Fault.CORRUPT_STREAM),
                new Faults.Place(Moment.of("restore"), false, Fault.CUT_POWER),
                new Faults.Place(Moment.of("commit"), true, Fault.FILL_DISK),
                new Faults.Place(Moment.of("take over"), false, Fault.KILL_SERVICE),
                new Faults.Place(Moment.of("go on"), true, Fault.CUT_POWER));
    }

    @ParameterizedTest
    @MethodSource("places")
    void isSurvived(Faults.Place place) {
        var outcome = trial.run(place.moment(), place.atSource(), place.fault());
        assertTrue(outcome.struck(), "nothing was struck: " + outcome.words());
        assertFalse(outcome.lost(), outcome::words);
        assertFalse(outcome.duplicated(), outcome::words);
        assertEquals(List.of(), outcome.residue(), outcome::words);
    }
}
