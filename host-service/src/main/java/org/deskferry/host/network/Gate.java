package org.deskferry.host.network;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps some TCP from passing in the network of a pod, until it is closed. The rule for it belongs to a running nft(8): if this service dies, both
 * go.
 */
final class Gate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    private final Process nft;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    private Gate(Process nft) {
        this.nft = nft;
        this.orders = nft.outputWriter(StandardCharsets.UTF_8);
        this.answers = nft.inputReader(StandardCharsets.UTF_8);
    }

    /** New connections with listeners of the pod; whoever tries does so again a second later. When this returns the rule stands. */
    static Gate ofNewConnections(long initPid) throws IOException {
        return shut(
                initPid,
                "table inet deskferry-gate",
                "type filter hook input priority filter; tcp flags & (syn | ack) == syn");
    }

    /**
     * All between programs of the pod but what CRIU sends itself, by whose mark (SOCCR_MARK in its soccr.h) an end hears that the other one has closed. When this
     * returns the rule stands.
     */
    static Gate ofLoopback(long initPid) throws IOException {
        return shut(
                initPid,
                "table inet deskferry-loopback",
                "type filter hook output priority filter; oif lo meta l4proto tcp meta mark != 0xc114");
    }

    private static Gate shut(long initPid, String table, String rule) throws IOException {
        var gate = new Gate(
                new ProcessBuilder(List.of("nsenter", "--net=/proc/" + initPid + "/ns/net", "nft", "--interactive"))
                        .redirectErrorStream(true)
                        .start());
        try {
            gate.orders.write("""
                    add %1$s { flags owner; chain gate { %2$s drop; }; }
                    list %1$s
                    """.formatted(table, rule));
            gate.orders.flush();
            gate.expect(table);
            return gate;
        } catch (IOException e) {
            gate.close();
            throw e;
        }
    }

    private void expect(String table) throws IOException {
        var line = answers.readLine();
        if (line == null || !line.startsWith(table)) {
            throw new IOException("nft said '" + line + "'");
        }
    }

    /** When this returns it is gone. */
    @Override
    public void close() {
        try (answers) {
            orders.close();
            nft.waitFor();
        } catch (IOException e) {
            LOG.debug("nft was gone: {}", e.getMessage());
        } catch (InterruptedException e) {
            nft.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
