package org.deskferry.lab;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests around one pod on wsa that is watched from inside and from the peer as long as they run. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WitnessedPod {
    private final String name;

    Lab lab;
    Workstation wsa;
    Workstation wsb;

    @AutoClose
    LabPod pod;

    @AutoClose
    Witnesses witnesses;

    WitnessedPod(String name) {
        this.name = name;
    }

    @BeforeAll
    void makePod(Lab shared) {
        lab = shared;
        wsa = lab.workstation("wsa");
        wsb = lab.workstation("wsb");
        pod = LabPod.create(lab, wsa, name);
        witnesses = Witnesses.start(lab, pod);
    }
}
