package org.deskferry.lab;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/** Tests around one pod that is watched from inside and from the peer as long as they run. */
abstract class WitnessedPod extends OnePod {
    @AutoClose
    Witnesses witnesses;

    WitnessedPod(String name) {
        super(name);
    }

    @BeforeAll
    void watch() {
        witnesses = Witnesses.start(lab, pod);
    }
}
