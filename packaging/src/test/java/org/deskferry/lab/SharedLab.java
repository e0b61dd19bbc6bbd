package org.deskferry.lab;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests on the lab that all of them share. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SharedLab {
    Lab lab;
    Workstation wsa;
    Workstation wsb;

    @BeforeAll
    void findWorkstations(Lab shared) {
        lab = shared;
        wsa = lab.workstation("wsa");
        wsb = lab.workstation("wsb");
    }
}
