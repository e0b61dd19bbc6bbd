package org.deskferry.host.inspection;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.host.linux.Proc;

/**
 * What a program has open as a descriptor.
 *
 * @param link what /proc names it by: a path, "pipe:[123]", "anon_inode:[eventfd]" and so on
 */
record OpenFile(Program program, int fd, String link) {
    private static final Pattern INODE = Pattern.compile("(?:socket|pipe):\\[(\\d+)]");
    private static final int OCTAL = 8;

    boolean isSocket() {
        return link.startsWith("socket:[");
    }

    /** Whether files are watched by it (inotify). */
    boolean isWatcher() {
        return link.equals("anon_inode:inotify");
    }

    /** Of a socket or a pipe; -1 of others. */
    long inode() {
        return Optional.of(INODE.matcher(link))
                .filter(Matcher::matches)
                .map(match -> Long.parseLong(match.group(1)))
                .orElse(-1L);
    }

    /** The flags it was opened with, as open(2) takes them. */
    int flags() {
        return info("flags").map(text -> Integer.parseInt(text, OCTAL)).orElse(0);
    }

    /** The mount it was opened on, as /proc/PID/mountinfo numbers it. */
    Optional<Integer> mount() {
        return info("mnt_id").map(Integer::parseInt);
    }

    /** A field of proc(5)'s fdinfo. */
    Optional<String> info(String field) {
        return infoLines().stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst();
    }

    List<String> infoLines() {
        return Proc.read(program.pid() + "/fdinfo/" + fd).stream()
                .flatMap(String::lines)
                .toList();
    }

    /** Empty if it is closed by now. */
    Optional<FileStatus> status() {
        return FileStatus.at(program.path("fd/" + fd));
    }
}
