package org.deskferry.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.deskferry.app.identity.Credentials;
import org.deskferry.app.identity.Fleet;
import org.deskferry.app.identity.FleetException;

/** A running lab: workstations "wsa", "wsb" and so on, "peer" outside of the fleet, and "desk", where the operator is. */
public final class Lab implements AutoCloseable {
    private final Path packaging;
    private final Path folder;
    private final String network;
    private final Map<String, Workstation> workstations = new TreeMap<>();

    private Lab(Path packaging, Path folder, String network) {
        this.packaging = packaging;
        this.folder = folder;
        this.network = network;
    }

    /**
     * Brings up a lab, or takes the one that is up.
     *
     * @param packaging the project's folder of that name, built
     * @param folder where the lab lives
     */
    public static Lab up(Path packaging, Path folder, int workstations) {
        return up(new Lab(packaging.toAbsolutePath(), folder, "switch"), workstations);
    }

    /** Brings up a lab of another network anew; {@code packaging/lab} says which there are. */
    public static Lab fresh(Path packaging, Path folder, int workstations, String network) {
        var lab = new Lab(packaging.toAbsolutePath(), folder, network);
        lab.command("down");
        return up(lab, workstations);
    }

    private static Lab up(Lab lab, int workstations) {
        try {
            lab.command("up", Integer.toString(workstations));
            var fleet = Fleet.load(lab.folder.resolve("fleet"));
            fleet.members()
                    .forEach(member -> lab.workstations.put(
                            member.name(), Workstation.reach(lab.folder, member, lab.desk(), fleet.credentials())));
            return lab;
        } catch (FleetException | RuntimeException e) {
            lab.close();
            throw new IllegalStateException(e);
        }
    }

    /** Brings up a lab anew, whatever an earlier run may have left there. */
    public static Lab fresh(Path packaging, Path folder, int workstations) {
        return fresh(packaging, folder, workstations, "switch");
    }

    public Workstation workstation(String name) {
        return Objects.requireNonNull(workstations.get(name), name);
    }

    public Collection<Workstation> workstations() {
        return workstations.values();
    }

    /** A workstation as someone with other credentials than the operator's meets it. The caller closes it. */
    public Workstation meet(Workstation workstation, Credentials credentials) {
        return Workstation.reach(folder, workstation.member(), desk(), credentials);
    }

    /** One of Deskferry's helper programs. */
    Path helper(String name) {
        return packaging.resolveSibling("native/target/bin").resolve(name);
    }

    public Node peer() {
        return node("peer");
    }

    public Node desk() {
        return node("desk");
    }

    /** What joins them all; each has a link there with its name. */
    public Node network() {
        return node("switch");
    }

    /** A machine that only some networks have. */
    Node node(String name) {
        return new Node(folder, name);
    }

    /** Where the lab and its fleet's folder are. */
    public Path folder() {
        return folder;
    }

    /** Runs the command line at the desk. */
    public Run deskferry(String... arguments) {
        var command = new ArrayList<>(List.of("exec", "desk", "deskferry"));
        command.addAll(List.of(arguments));
        return attempt(command.toArray(String[]::new));
    }

    /** Runs the command line at a node, with a line on its standard input. */
    Run deskferry(Node node, String line, String... arguments) {
        var command = new ArrayList<>(
                List.of("exec", node.name(), "sh", "-c", "echo \"$1\" | { shift; deskferry \"$@\"; }", "sh", line));
        command.addAll(List.of(arguments));
        return attempt(command.toArray(String[]::new));
    }

    /** Where one of Deskferry's own programs is. */
    String program(String name) {
        return packaging.resolve("bin").resolve(name).toString();
    }

    /** Starts, stops or kills a host service. A start returns when it listens. */
    public void service(Workstation workstation, String what) {
        command("service", workstation.name(), what);
        workstation.reconnect();
    }

    /** Restarts a host service with other settings ("key=value"), until the returned change is closed. */
    public Change reconfigure(Workstation workstation, String... settings) {
        var before = Node.read(workstation.configuration());
        restart(workstation, Settings.with(before, List.of(settings)));
        return () -> restart(workstation, before);
    }

    /** Something that is taken back when it is closed. */
    public interface Change extends AutoCloseable {
        @Override
        void close();
    }

    private void restart(Workstation workstation, String configuration) {
        service(workstation, "stop");
        workstation.configure(configuration);
        service(workstation, "start");
    }

    /** The ends of all host services' logs. */
    public String logs() {
        return workstations.values().stream()
                .map(workstation -> "--- log of " + workstation.name() + "\n" + tail(workstation.log()))
                .collect(Collectors.joining("\n"));
    }

    private static String tail(String log) {
        var lines = log.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
    }

    private void command(String... words) {
        attempt(words).orThrow();
    }

    private Run attempt(String... words) {
        var command = new ArrayList<>(List.of(
                "env",
                "DESKFERRY_LAB=" + folder,
                "LAB_NETWORK=" + network,
                packaging.resolve("lab/lab").toString()));
        command.addAll(List.of(words));
        return Run.of(command);
    }

    /** Takes it down; nothing is left. */
    @Override
    public void close() {
        workstations.values().forEach(Workstation::close);
        command("down");
    }
}
