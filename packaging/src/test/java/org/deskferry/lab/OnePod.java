package org.deskferry.lab;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;

/** Tests around one pod, which is on wsa before the first of them. */
abstract class OnePod extends SharedLab {
    private final String name;

    @AutoClose
    LabPod pod;

    OnePod(String name) {
        this.name = name;
    }

    @BeforeAll
    void makePod() {
        pod = LabPod.create(lab, wsa, name);
    }
}
