package org.deskferry.app.scripted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Xvnc on a Unix socket, as a pod has one, with what programs a test starts on it. */
public final class XvncScreen implements AutoCloseable {
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final String number;

    public XvncScreen(Path folder, String geometry) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        var command =
                "Xvnc -displayfd 1 -SecurityTypes None -AlwaysShared -rfbport -1 -rfbunixmode 0600 -nolisten tcp -depth 24 -s 0 -geometry "
                        + geometry + " -rfbunixpath " + socket();
        var server = new ProcessBuilder(command.split(" ", -1))
                .redirectError(folder.resolve("Xvnc.log").toFile())
                .start();
        processes.add(server);
        number = server.inputReader().readLine();
        if (number == null) {
            throw new IOException("Xvnc does not start: " + Files.readString(folder.resolve("Xvnc.log")));
        }
    }

    public Path socket() {
        return folder.resolve("vnc.sock");
    }

    /** Starts an X program on it. */
    public Process start(String... command) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("programs.log").toFile());
        builder.environment().put("DISPLAY", ":" + number);
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().remove("XAUTHORITY");
        var process = builder.start();
        processes.add(process);
        return process;
    }

    /** A terminal over all of the screen, whose program may read and set the clipboard. */
    public Process startTerminal(String... command) throws IOException {
        var words = new ArrayList<>(
                List.of("xterm", "-u8", "-fa", "DejaVu Sans Mono", "-fs", "11", "-geometry", "200x60+0+0", "-b", "0"));
        words.addAll(List.of("-xrm", "XTerm*allowWindowOps: true"));
        words.addAll(List.of("-bg", "#f0e010", "-fg", "#000080", "-e"));
        words.addAll(List.of(command));
        return start(words.toArray(String[]::new));
    }

    @Override
    public void close() throws InterruptedException {
        for (var process : processes.reversed()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            // The server removes its lock and its socket when it is asked to end.
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        }
    }
}
