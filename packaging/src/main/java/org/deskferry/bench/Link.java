package org.deskferry.bench;

import org.deskferry.lab.Lab;

/** The cables of a lab's workstations, as fast as 1 Gbit/s or as fast as the machine can. */
final class Link {
    private static final String SHAPE = """
            tc qdisc replace dev "$0" root handle 1: htb default 1
            tc class replace dev "$0" parent 1: classid 1:1 htb rate 1gbit burst 256k
            """;

    private Link() {}

    /** 1 Gbit/s towards each workstation. */
    static void shape(Lab lab) {
        for (var workstation : lab.workstations()) {
            lab.network().run("sh", "-ec", SHAPE, workstation.name());
        }
    }

    static void free(Lab lab) {
        for (var workstation : lab.workstations()) {
            lab.network().run("sh", "-c", "tc qdisc delete dev \"$0\" root 2>/dev/null || true", workstation.name());
        }
    }
}
