package org.deskferry.host.display;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Xvnc with a window manager, as in a pod but on a display number of its own. */
final class TestScreen implements AutoCloseable {
    private final Path folder;
    private final List<Process> processes = new ArrayList<>();
    private final Process server;
    private final DisplayFiles files;

    TestScreen(Path folder) throws IOException {
        this.folder = folder;
        var authority = folder.resolve("Xauthority");
        Files.write(authority, authority("0"));
        server = new ProcessBuilder(
                        words("Xvnc -displayfd 1 -SecurityTypes None -AlwaysShared -rfbport -1 -rfbunixmode 0600"
                                + " -nolisten tcp -geometry 1280x800 -depth 24 -s 0 -rfbunixpath " + vnc() + " -auth "
                                + authority))
                .redirectError(folder.resolve("Xvnc.log").toFile())
                .start();
        processes.add(server);
        var number = server.inputReader().readLine();
        if (number == null) {
            throw new IOException("Xvnc does not start: " + Files.readString(folder.resolve("Xvnc.log")));
        }
        Files.write(authority, authority(number));
        files = new DisplayFiles(vnc(), "/tmp/.X11-unix/X" + number, authority.toString());
    }

    private String vnc() {
        return folder.resolve("vnc.sock").toString();
    }

    /** An entry for any address. The server takes the cookie whatever the display number beside it. */
    private static byte[] authority(String number) {
        var entry = ByteBuffer.allocate(256).putShort((short) 0xffff);
        for (var field : List.of("", number, "MIT-MAGIC-COOKIE-1", "sixteen bytes...")) {
            entry.putShort((short) field.length()).put(field.getBytes(StandardCharsets.US_ASCII));
        }
        return Arrays.copyOf(entry.array(), entry.position());
    }

    private static String[] words(String line) {
        return line.split(" ");
    }

    DisplayFiles files() {
        return files;
    }

    Display display() {
        return new Display("anna", () -> Path.of("/"), files);
    }

    long pid() {
        return server.pid();
    }

    /** Starts an X program on this screen. */
    Process start(String... command) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("programs.log").toFile());
        builder.environment().put("DISPLAY", ":" + files.displayNumber());
        builder.environment().put("XAUTHORITY", files.authority());
        builder.environment().put("LANG", "C.UTF-8");
        var process = builder.start();
        processes.add(process);
        return process;
    }

    /** Starts a window manager and waits for it: it may lose windows that appear in between. */
    Process manageWindows() throws IOException, InterruptedException {
        var settings =
                Files.writeString(folder.resolve("openbox.xml"), "<openbox_config xmlns='http://openbox.org/3.4/rc'/>");
        var manager = start("openbox", "--sm-disable", "--config-file", settings.toString());
        var ready = "until xprop -root _NET_SUPPORTING_WM_CHECK | grep -q 'window id'; do sleep 0.05; done";
        if (!start("sh", "-c", ready).waitFor(60, TimeUnit.SECONDS)) {
            throw new IOException("openbox does not start");
        }
        return manager;
    }

    /** How many descriptors the server has open. */
    long descriptors() throws IOException {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + server.pid() + "/fd"))) {
            return descriptors.count();
        }
    }

    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(server.pid()))
                .start()
                .waitFor();
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
