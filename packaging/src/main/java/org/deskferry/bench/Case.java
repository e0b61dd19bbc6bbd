package org.deskferry.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Something to measure.
 *
 * @param name in the report
 * @param shaped whether the link carries 1 Gbit/s and no more
 */
record Case(String name, Load load, boolean shaped) {
    static final Case SMALL = program(64);
    static final Case LARGE = program(2048);
    static final Case XFCE = new Case("XFCE", Load.session(), false);
    static final Case FIREFOX = new Case("XFCE + Firefox", Load.session(Programs.FIREFOX), false);
    static final Case SHAPED = new Case("1024 MiB at 1 Gbit/s", Load.program(1024, 1, 0), true);

    private static Case program(int mebibytes) {
        return new Case(mebibytes + " MiB", Load.program(mebibytes, 1, 0), false);
    }

    /** What the last line of the report needs. */
    static List<Case> few() {
        return List.of(SMALL, LARGE, XFCE, FIREFOX, SHAPED);
    }

    /** Everything: memory, processes, how fast memory is written to, the link, desktops. */
    static List<Case> all() {
        var cases = new ArrayList<Case>();
        for (var mebibytes : List.of(64, 256, 1024, 2048, 4096)) {
            cases.add(program(mebibytes));
        }
        for (var processes : List.of(10, 30, 60)) {
            cases.add(new Case("256 MiB, " + processes + " processes", Load.program(256, processes, 0), false));
        }
        for (var rate : List.of(20, 50, 100, 200)) {
            cases.add(new Case("1024 MiB, " + rate + " MiB/s written", Load.program(1024, 1, rate), false));
        }
        cases.add(SHAPED);
        cases.add(new Case("1024 MiB, 50 MiB/s written, at 1 Gbit/s", Load.program(1024, 1, 50), true));
        cases.add(XFCE);
        cases.add(FIREFOX);
        cases.add(new Case("XFCE + LibreOffice", Load.session(Programs.WRITER), false));
        return List.copyOf(cases);
    }
}
