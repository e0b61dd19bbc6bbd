package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.deskferry.host.linux.EpollTarget;

/** An epoll that watches what its program has closed, and what only another program still has open. */
final class EpollRule implements Rule {
    private static final String EPOLL = "anon_inode:[eventpoll]";
    /** "tfd:        5 events:       19 data:                5  pos:0 ino:2d04 sdev:f" */
    private static final Pattern TARGET = Pattern.compile("tfd:\\s*(\\d+) .*\\bino:([0-9a-f]+) .*");

    private static final int HEXADECIMAL = 16;

    @Override
    public void apply(Scene scene, Findings findings) {
        for (var program : scene.programs()) {
            var open = program.files().stream().collect(Collectors.toMap(OpenFile::fd, Function.identity()));
            var escaped = program.files().stream()
                    .filter(file -> file.link().equals(EPOLL))
                    .anyMatch(epoll -> epoll.infoLines().stream()
                            .map(TARGET::matcher)
                            .filter(Matcher::matches)
                            .anyMatch(target -> !isOpen(epoll, target, open)));
            if (escaped) {
                findings.add(program, say("It waits for events of a file that only another program still has open."));
            }
        }
    }

    private static boolean isOpen(OpenFile epoll, Matcher target, Map<Integer, OpenFile> open) {
        var number = Integer.parseInt(target.group(1));
        var inode = Long.parseLong(target.group(2), HEXADECIMAL);
        var file = open.get(number);
        // Of what is neither a pipe nor a socket the inode tells little: then the number has to do.
        if (file != null && (file.inode() == inode || file.inode() < 0)) {
            return true;
        }
        var watched = new EpollTarget(epoll.program().pid(), epoll.fd(), number);
        return open.keySet().stream().anyMatch(watched::is);
    }
}
