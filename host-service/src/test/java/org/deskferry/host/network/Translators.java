package org.deskferry.host.network;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deskferry.host.pod.Cgroups;
import org.deskferry.host.pod.PodStore;
import org.deskferry.host.pod.Pods;

/** Translators for tests. */
final class Translators {
    static final AddressRange POOL_4 = AddressRange.parse("10.77.0.100-10.77.0.199/24");
    static final AddressRange POOL_6 = AddressRange.parse("fd77::100-fd77::1ff/64");

    private Translators() {}

    /** Of a workstation that has no pods on its list and knows of none elsewhere. */
    static Translator idle() {
        return with(WhereaboutsBook.load(Path.of("/nonexistent/whereabouts.json")));
    }

    /** Of one without pods on its list. */
    static Translator with(WhereaboutsBook book) {
        var pods = new Pods(new PodStore(Path.of("/nonexistent/pods")), new Cgroups(Path.of("/nonexistent/cgroups")));
        return Translator.of(pods, Optional.of(POOL_4), Optional.of(POOL_6), book, List.of("wsa", "wsb", "wsc"));
    }
}
