package org.deskferry.lab;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests around one pod, which is on wsa before the first of them. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnePod {
    private final String name;

    Lab lab;
    Workstation wsa;
    Workstation wsb;

    @AutoClose
    LabPod pod;

    OnePod(String name) {
        this.name = name;
    }

    @BeforeAll
    void makePod(Lab shared) {
        lab = shared;
        wsa = lab.workstation("wsa");
        wsb = lab.workstation("wsb");
        pod = LabPod.create(lab, wsa, name);
    }
}
