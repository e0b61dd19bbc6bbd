package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deskferry.host.inspection.UnixTable.UnixSocket;
import org.deskferry.host.linux.BorrowedFile;

/** Unix sockets whose other end is not in the pod, or with something under way that CRIU does not take out of them. */
final class UnixRule implements Rule {
    /** SO_TIMESTAMP, SO_PASSCRED, SO_PASSSEC, SO_PASSPIDFD: each adds something to every message that is read. */
    private static final int[] ADDITIONS = {29, 16, 34, 76};

    @Override
    public void apply(Scene scene, Findings findings) throws IOException {
        var table = UnixTable.ask(scene.sockets()).sockets();
        var held = scene.socketsHeld();
        var travelling = held.values().stream().anyMatch(UnixRule::hasDescriptorsUnderWay);
        var ours = new Program(ProcessHandle.current().pid())
                .files().stream().map(OpenFile::inode).collect(Collectors.toSet());
        held.forEach((inode, file) -> {
            var socket = table.get(inode);
            if (socket == null) {
                return;
            }
            if (socket.isListener()) {
                judgeListener(socket, table, file, findings);
                return;
            }
            var reachesPod = held.containsKey(socket.peer()) || (travelling && table.containsKey(socket.peer()));
            // Those of this service to a pod's display end before the freeze.
            if (socket.peer() != 0 && !reachesPod && !ours.contains(socket.peer())) {
                findings.add(
                        file.program(),
                        say("It is connected (by a Unix socket{0}) to a program outside the pod.", named(socket)),
                        say("End one of the two programs, then move the pod."));
            }
            if (socket.received() > 0 && hasAdditions(file)) {
                findings.addPassing(
                        file.program(), say("A message with the sender's identity waits that it has not read yet."));
            }
        });
    }

    /** A connection that waits can be moved, but not what was written into it already. */
    private static void judgeListener(
            UnixSocket listener, Map<Long, UnixSocket> table, OpenFile file, Findings findings) {
        for (var client : listener.waiting()) {
            var end = table.get(client);
            if (client == 0 || (end != null && end.sent() > 0)) {
                findings.addPassing(
                        file.program(),
                        say("At its socket{0} a connection waits that it has not accepted yet.", named(listener)));
            }
        }
    }

    private static String named(UnixSocket socket) {
        return socket.name().isEmpty() ? "" : " " + socket.name();
    }

    private static boolean hasDescriptorsUnderWay(OpenFile file) {
        return file.info("scm_fds").filter(count -> !count.equals("0")).isPresent();
    }

    private static boolean hasAdditions(OpenFile file) {
        return BorrowedFile.of(file.program().pid(), file.fd()).stream().anyMatch(socket -> {
            try (socket) {
                return IntStream.of(ADDITIONS).anyMatch(socket::isSet);
            }
        });
    }
}
