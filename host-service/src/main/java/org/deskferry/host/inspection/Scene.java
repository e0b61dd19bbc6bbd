package org.deskferry.host.inspection;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deskferry.host.linux.SocketDiag;

/** A pod during one look. Programs that end meanwhile are as if they had not been there. */
final class Scene implements AutoCloseable {
    private final Program init;
    private final Map<Long, Program> programs;
    private final Mounts mounts;
    private final SocketDiag sockets;

    private Scene(Program init, Map<Long, Program> programs, Mounts mounts, SocketDiag sockets) {
        this.init = init;
        this.programs = programs;
        this.mounts = mounts;
        this.sockets = sockets;
    }

    static Scene of(long initPid, List<Long> pids) throws IOException {
        var programs = pids.stream()
                .map(Program::new)
                .filter(Program::lives)
                .collect(Collectors.toMap(Program::pid, Function.identity()));
        return new Scene(new Program(initPid), programs, Mounts.of(programs.values()), SocketDiag.of(initPid));
    }

    /** The first process, with which the others must share their namespaces. */
    Program init() {
        return init;
    }

    List<Program> programs() {
        return List.copyOf(programs.values());
    }

    /** By the pid that the machine gives it. */
    Optional<Program> program(long pid) {
        return Optional.ofNullable(programs.get(pid));
    }

    Mounts mounts() {
        return mounts;
    }

    /** Asks for those of its network namespace. */
    SocketDiag sockets() {
        return sockets;
    }

    /** Who has which socket open, by the socket's inode; one of them where several share it. */
    Map<Long, OpenFile> socketsHeld() {
        return programs.values().stream()
                .flatMap(program -> program.files().stream())
                .filter(OpenFile::isSocket)
                .collect(Collectors.toMap(OpenFile::inode, Function.identity(), (one, _) -> one));
    }

    @Override
    public void close() {
        sockets.close();
    }
}
