package org.deskferry.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the engine itself says to writing a pod down, with the options of a move. The pod runs on afterwards. */
final class EngineTrial {
    private static final List<String> OPTIONS = List.of(
            "--leave-running",
            "--tcp-established",
            "--empty-ns=net",
            "--network-lock=skip",
            "--manage-cgroups=ignore",
            "--file-locks",
            "--link-remap",
            "--ghost-limit=64M",
            "--external=mnt[/usr]:usr",
            "--timeout=5",
            "-v1");

    private EngineTrial() {}

    /** The errors of its log; empty if it could. */
    static List<String> refusals(Workstation workstation, LabPod pod) {
        var folder = "/run/trial";
        workstation.run("mkdir", "--parents", folder);
        try {
            var numbers = Processes.field(Path.of("/proc"), pod.initPid(), "NSpid")
                    .orElseThrow()
                    .split("\\s+", -1);
            var words = new ArrayList<>(List.of(workstation.engine().toString(), "dump"));
            words.addAll(List.of("--images-dir", folder, "--work-dir", folder, "--log-file", "log"));
            // As the workstation numbers it: the last but one of those that the machine, the workstation and the pod
            // give it.
            words.addAll(List.of("--tree", numbers[numbers.length - 2]));
            words.addAll(OPTIONS);
            var run = workstation.attempt(words.toArray(String[]::new));
            return run.exitCode() == 0
                    ? List.of()
                    : Node.read(workstation.root().resolve(folder.substring(1)).resolve("log"))
                            .lines()
                            .filter(line -> line.contains("Error") && !line.contains("RLIMIT"))
                            .toList();
        } finally {
            workstation.run("rm", "--recursive", folder);
        }
    }
}
