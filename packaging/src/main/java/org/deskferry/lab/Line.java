package org.deskferry.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/** A quiet TCP connection from a pod to the peer, whose end there can be made to fail. */
final class Line implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String PEER = "10.77.0.200";
    private final Node peer;
    private final LabPod pod;
    private final int port;
    private final Process listener;

    private Line(Node peer, LabPod pod, int port, Process listener) {
        this.peer = peer;
        this.pod = pod;
        this.port = port;
        this.listener = listener;
    }

    static Line between(Node peer, LabPod pod, int port) {
        try {
            var log = File.createTempFile("line-", ".log", peer.folder().toFile());
            var line = new Line(peer, pod, port, peer.start(log, "python3", "-c", accept(port)));
            peer.awaitListener(port);
            pod.launch("python3", "-c", connect(port));
            Eventually.that(
                    "a line",
                    LIMIT,
                    () -> !pod.inNetwork("ss", "-Htn", "state", "established", "dport = :" + port)
                            .isEmpty());
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String accept(int port) {
        return "import socket, struct, time; c, _ = socket.create_server(('0.0.0.0', " + port + ")).accept();"
                + " c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); time.sleep(9999)";
    }

    private static String connect(int port) {
        return "import socket, time; c = socket.create_connection(('" + PEER + "', " + port + ")); time.sleep(9999)";
    }

    /** Its end at the peer as others see it. */
    String peer() {
        return PEER + ":" + port;
    }

    /** The program there, and with it the connection, ends at once while nobody can hear it. */
    void endAtPeer() {
        Node.end(listener);
    }

    /** The peer hears nothing of it any more. */
    void dropAtPeer() {
        peer.run("nft", "add", "table", "inet", table());
        peer.run("nft", "add", "chain", "inet", table(), "input", "{ type filter hook input priority 0; }");
        peer.run("nft", "add", "rule", "inet", table(), "input", "tcp", "dport", Integer.toString(port), "drop");
    }

    private String table() {
        return "line" + port;
    }

    @Override
    public void close() {
        var _ = peer.attempt("nft", "delete", "table", "inet", table());
        Node.end(listener);
        pod.kill("'" + PEER + "', " + port);
    }
}
