package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.LinkChange;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** A bridge of this machine, the same for all pods. Where a pod is it learns like any switch. */
record BridgeUplink(String bridge) implements Uplink {
    @Override
    public Phrase thing() {
        return say("bridge {0}", bridge);
    }

    @Override
    public String link() {
        return bridge;
    }

    @Override
    public List<Problem> problems() {
        return LinkChange.exists(bridge)
                ? List.of()
                : List.of(Phrases.problem(
                        ProblemKind.PROBLEM_KIND_NETWORK_MISSING,
                        thing(),
                        say("This machine has none of that name, so no pod can start or arrive here."),
                        say("Make it, or name another as network.bridge in host.conf.")));
    }

    @Override
    public String bridgeFor(PodManifest pod) {
        return bridge;
    }

    @Override
    public void join(String podId) {}

    @Override
    public void leave(String podId) {}

    @Override
    public void remove(String podId) {}

    @Override
    public List<String> linksOf(String podId) {
        return List.of();
    }

    @Override
    public Optional<String> earFor(PodManifest pod, long pid) {
        return Optional.empty();
    }

    @Override
    public String ask(List<String> words) {
        var command = new ArrayList<>(words);
        command.addAll(List.of("--link", bridge));
        return Command.run(command);
    }
}
