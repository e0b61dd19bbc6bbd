package org.deskferry.host.move;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deskferry.host.linux.Proc;
import org.deskferry.host.pod.HostedPod;

/** The files that a pod's programs write to through memory, which does not always show in a file's times. */
public final class SharedMappings {
    /** A writable, shared mapping of a file that has a name: "7f2c..-7f2d.. rw-s 00000000 00:31 1234   /home/user/x". */
    private static final Pattern MAPPING = Pattern.compile("\\S+ .w.s \\S+ \\S+ \\S+\\s+/(.*)");

    private static final String DELETED = " (deleted)";

    private SharedMappings() {}

    /** Paths from the pod's root, without a leading slash, one char a byte. */
    public static Set<String> of(HostedPod pod) {
        return pod.cgroup().pids().stream()
                .flatMap(pid -> Proc.readBytes(pid + "/maps").stream())
                .flatMap(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).lines())
                .flatMap(line -> file(line).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<String> file(String line) {
        return Stream.of(MAPPING.matcher(line))
                .filter(java.util.regex.Matcher::matches)
                .map(match -> match.group(1))
                .filter(path -> !path.endsWith(DELETED))
                .map(path -> path.replace("\\012", "\n"))
                .findFirst();
    }
}
