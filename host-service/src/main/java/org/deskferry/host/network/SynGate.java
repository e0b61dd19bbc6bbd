package org.deskferry.host.network;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps new TCP connections from beginning, with listeners in a pod, until it is closed; whoever tries does so again a second later.
 * The rule for it belongs to a running nft(8): if this service dies, both go.
 */
final class SynGate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SynGate.class);
    private static final String TABLE = "table inet deskferry-gate";
    private static final String RULES = """
            add %1$s { flags owner; chain in { type filter hook input priority filter; tcp flags & (syn | ack) == syn drop; }; }
            list %1$s
            """.formatted(TABLE);

    private final Process nft;
    private final BufferedWriter orders;
    private final BufferedReader answers;

    private SynGate(Process nft) {
        this.nft = nft;
        this.orders = nft.outputWriter(StandardCharsets.UTF_8);
        this.answers = nft.inputReader(StandardCharsets.UTF_8);
    }

    /** When this returns the rule stands. */
    static SynGate shut(long initPid) throws IOException {
        var gate = new SynGate(
                new ProcessBuilder(List.of("nsenter", "--net=/proc/" + initPid + "/ns/net", "nft", "--interactive"))
                        .redirectErrorStream(true)
                        .start());
        try {
            gate.orders.write(RULES);
            gate.orders.flush();
            gate.expect();
            return gate;
        } catch (IOException e) {
            gate.close();
            throw e;
        }
    }

    private void expect() throws IOException {
        var line = answers.readLine();
        if (line == null || !line.startsWith(TABLE)) {
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
