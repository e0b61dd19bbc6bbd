package org.deskferry.host.pairing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.function.Consumer;
import org.deskferry.host.pairing.Invitation.Fate;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.pairing.Fingerprint;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.ProblemKind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the administrator of this machine asks for a code: a socket in the run folder, for root only. Who connects gets a code that counts for
 * as long as the connection lasts, and lines that say what becomes of it.
 */
public final class PairingDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PairingDesk.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Begins the last line. */
    private static final String END = "end ";

    private final Path socket;
    private final Invitations invitations;
    private final ServerSocketChannel server;

    private PairingDesk(Path socket, Invitations invitations, ServerSocketChannel server) {
        this.socket = socket;
        this.invitations = invitations;
        this.server = server;
    }

    /** Serves from here on, until it is closed. */
    public static PairingDesk open(Path runDir, Invitations invitations) {
        var socket = socket(runDir);
        try {
            Files.deleteIfExists(socket);
            var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
            var desk = new PairingDesk(socket, invitations, server);
            Thread.ofVirtual().name("pairing-desk").start(desk::serve);
            return desk;
        } catch (IOException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_INTERNAL,
                    Phrases.say("socket {0}", socket),
                    Phrases.say("It cannot be made: {0}.", e.getMessage()),
                    Phrases.say("Set run.dir in host.conf to a folder that this service may write to."));
        }
    }

    /**
     * Asks the service of this machine for a code, and passes on what it says, a line each, to the end.
     *
     * @return what became of the code
     * @throws IOException if no service waits to be paired, or it ended
     */
    public static Fate ask(Path runDir, Consumer<String> lines) throws IOException {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket(runDir)));
                var reader = new BufferedReader(
                        new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8))) {
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith(END)) {
                    return Fate.valueOf(line.substring(END.length()));
                }
                lines.accept(line);
            }
        }
        throw new IOException("the host service has ended");
    }

    private static Path socket(Path runDir) {
        return runDir.resolve("pair");
    }

    private void serve() {
        try {
            while (true) {
                var connection = server.accept();
                Thread.ofVirtual().name("pairing").start(() -> attend(connection));
            }
        } catch (IOException e) {
            LOG.debug("No more codes are asked for", e);
        }
    }

    private void attend(SocketChannel connection) {
        var invitation = invitations.invite();
        Thread.ofVirtual().name("pairing-end").start(() -> withdrawWhenLeft(connection, invitation));
        try (connection) {
            var applicant = invitations.applicant();
            say(connection, "Pairing code:  " + invitation.code().shown());
            say(
                    connection,
                    "Fingerprint:   "
                            + Fingerprint.of(applicant.keys().getPublic()).words());
            say(
                    connection,
                    "It counts for " + Invitation.LIFE.toMinutes()
                            + " minutes, while this command runs. At the operator's desk: "
                            + "deskferry fleet pair HOST, with this machine's name or address, which is to say that it is "
                            + applicant.name() + ".");
            say(connection, END + fate(connection, invitation));
        } catch (IOException e) {
            LOG.debug("Whoever asked for a code has left", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            invitations.withdraw(invitation);
        }
    }

    private Fate fate(SocketChannel connection, Invitation invitation) throws IOException, InterruptedException {
        var tries = Invitation.TRIES;
        while (true) {
            invitation.await(LOOK);
            var left = invitation.triesLeft();
            if (left < tries) {
                tries = left;
                say(connection, "Somebody typed a wrong code. Tries left: " + left + ".");
            }
            var fate = invitations.fate(invitation);
            if (fate != Fate.OPEN) {
                return fate;
            }
        }
    }

    private void withdrawWhenLeft(SocketChannel connection, Invitation invitation) {
        try {
            while (connection.read(ByteBuffer.allocate(16)) >= 0) {}
        } catch (IOException e) {
            LOG.debug("The connection is closed", e);
        }
        invitations.withdraw(invitation);
    }

    private static void say(SocketChannel connection, String line) throws IOException {
        var bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            connection.write(bytes);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("socket", socket).log("The socket for pairing is left: " + e.getMessage());
        }
    }
}
