package org.deskferry.host.network;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.host.linux.Command;

/** A network namespace of the test's own, beside its {@link OwnNetwork}: a pod's or a peer's. */
final class NetworkNamespace implements AutoCloseable {
    private final Process keeper;
    private final List<Process> started = new ArrayList<>();

    private NetworkNamespace(Process keeper) {
        this.keeper = keeper;
    }

    static NetworkNamespace make() throws IOException, InterruptedException {
        var made = new NetworkNamespace(new ProcessBuilder("unshare", "--net", "sleep", "600").start());
        // Its first program comes after the namespace.
        while (!made.succeeds("test \"$(cat /proc/" + made.pid() + "/comm)\" = sleep")) {
            Thread.sleep(5);
        }
        return made;
    }

    /** A process that is in it. */
    long pid() {
        return keeper.pid();
    }

    /** Runs a shell command in it. */
    boolean succeeds(String command) {
        return run("sh", "-c", command).succeeded();
    }

    /** What a shell command says in it. */
    String ask(String command) {
        return run("sh", "-c", command).output();
    }

    Command.Outcome run(String... words) {
        return Command.attempt(enter(words));
    }

    /** Starts a program in it, which ends with it; returns its number. */
    long start(String... words) throws IOException {
        var process = new ProcessBuilder(enter(words)).start();
        started.add(process);
        return process.pid();
    }

    private List<String> enter(String... words) {
        var command = new ArrayList<>(List.of("nsenter", "--net=/proc/" + pid() + "/ns/net"));
        command.addAll(List.of(words));
        return command;
    }

    @Override
    public void close() throws InterruptedException {
        for (var process : started) {
            process.destroyForcibly().waitFor();
        }
        keeper.destroyForcibly().waitFor();
    }
}
