package org.deskferry.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What a workstation has of a pod, as the machine below the lab sees it. */
public final class Residue {
    private static final String OVERLAY = "table inet deskferry-overlay";

    private final Workstation workstation;
    private final String podId;
    private final List<String> found = new ArrayList<>();

    private Residue(Workstation workstation, String podId) {
        this.workstation = workstation;
        this.podId = podId;
    }

    /** Everything of the pod that is there, where nothing should be. */
    public static List<String> ofPod(Workstation workstation, String podId) {
        var residue = new Residue(workstation, podId);
        residue.lookForPod();
        residue.lookForMove();
        return residue.found;
    }

    /** What only a move needs, where the pod may be. */
    public static List<String> ofMoves(Workstation workstation, String podId) {
        var residue = new Residue(workstation, podId);
        residue.lookForMove();
        return residue.found;
    }

    private void lookForPod() {
        var group = workstation.cgroups().resolve("pod-" + podId);
        if (Files.exists(group)) {
            found.add("control group " + group);
        }
        workstation.processes().forEach((pid, command) -> {
            if (belongsToPod(pid)) {
                found.add("process " + pid + " " + command);
            }
        });
        mounts().filter(mount -> mount.contains(podId)).forEach(mount -> found.add("mount " + mount));
        workstation
                .run("ip", "-o", "link")
                .lines()
                .filter(link -> link.contains(podId.substring(0, 8)))
                .forEach(link -> found.add("link " + link));
        packetFilters()
                .filter(table -> table.contains(podId.substring(0, 8)))
                .forEach(table -> found.add("packet filter " + table));
        Stream.of("var/lib/deskferry", "run/deskferry", "etc/deskferry")
                .forEach(folder -> lookForFiles(workstation.root().resolve(folder)));
    }

    private void lookForMove() {
        workstation.processes().forEach((pid, command) -> {
            if (command.contains("criu")) {
                found.add("process " + pid + " " + command);
            }
        });
        mounts().filter(mount -> mount.contains("/checkpoints/") || mount.contains(podId + "/lower"))
                .forEach(mount -> found.add("mount " + mount));
        packetFilters()
                .filter(table -> !table.startsWith("table bridge df-") && !table.equals(OVERLAY))
                .forEach(table -> found.add("packet filter " + table));
        lookForFiles(workstation.root().resolve("run/deskferry/checkpoints"));
    }

    /** All that the machine has, its overlay's aside. */
    private Stream<String> packetFilters() {
        return workstation.run("nft", "list", "tables").lines();
    }

    private boolean belongsToPod(long pid) {
        try {
            return Files.readString(workstation.root().resolve("proc/" + pid + "/cgroup"))
                    .contains(podId);
        } catch (IOException e) {
            return false;
        }
    }

    /** Where something is mounted. */
    private Stream<String> mounts() {
        return Node.read(Path.of("/proc/" + workstation.pid() + "/mountinfo"))
                .lines()
                .map(line -> line.split(" ", -1)[4]);
    }

    private void lookForFiles(Path folder) {
        try {
            Files.walkFileTree(folder, Set.of(), 3, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return visitFile(directory, attributes);
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.getFileName().toString().contains(podId)) {
                        found.add("file " + file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                    if (failure instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE; // what goes while it is looked for is not left
                    }
                    throw failure;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
