package org.deskferry.host.network;

import java.util.List;
import org.deskferry.host.linux.Command;
import org.deskferry.proto.v1.PodManifest;

/** Ports that lead to other members of an overlay (vxlan). Each learns for itself who is behind which member. */
public final class Tunnels {
    private Tunnels() {}

    /** A pod is here now, so it is behind none of them; where they have not learnt of it there is nothing to do. */
    public static void forget(PodManifest pod) {
        Command.attempt(List.of("bridge", "fdb", "show"))
                .output()
                .lines()
                .map(line -> List.of(line.split(" ", -1)))
                .filter(words -> words.getFirst().equals(pod.getAddress().getMac()) && words.contains("dst"))
                .forEach(words -> Command.attempt(List.of(
                        "bridge",
                        "fdb",
                        "del",
                        words.getFirst(),
                        "dev",
                        after("dev", words),
                        "dst",
                        after("dst", words))));
    }

    private static String after(String word, List<String> words) {
        return words.get(words.indexOf(word) + 1);
    }
}
