package org.deskferry.host.checkpoint;

import java.util.Collection;
import java.util.List;
import org.deskferry.host.linux.Proc;

/** Kinds of memory that a restore can make only where the kernel has them. */
public final class MemoryKinds {
    /** A kind by what proc(5) calls it in VmFlags, and the kernel it came with; newest first. */
    private record Kind(String flag, String kernel) {}

    /** Guard pages, and memory that the kernel may drop (MAP_DROPPABLE). */
    private static final List<Kind> KINDS = List.of(new Kind(" gu ", "6.13"), new Kind(" dp ", "6.11"));

    private MemoryKinds() {}

    /** The oldest kernel that has all kinds these processes use, "6.11"; empty where any will do. */
    public static String oldestKernel(Collection<Long> pids) {
        var flags = pids.stream()
                .flatMap(pid -> Proc.read(pid + "/smaps").stream())
                .flatMap(String::lines)
                .filter(line -> line.startsWith("VmFlags:"))
                .distinct()
                .toList();
        return KINDS.stream()
                .filter(kind -> flags.stream().anyMatch(line -> line.contains(kind.flag())))
                .findFirst()
                .map(Kind::kernel)
                .orElse("");
    }
}
