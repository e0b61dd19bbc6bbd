package org.deskferry.host.network;

import static org.deskferry.proto.problem.Phrases.say;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.deskferry.pairing.Fingerprint;

/**
 * Makes this workstation known to the LAN as a service {@code _deskferry._tcp}, for as long as this is open: its name, its key's fingerprint
 * and its fleet's. None of that is a secret, and none of it is to be believed: whoever is on the LAN can say the same.
 */
public final class LanPresence implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Publication publication;
    private volatile boolean isOver;

    private LanPresence(Publication publication) {
        this.publication = publication;
    }

    /**
     * Of the workstation {@code name}.
     *
     * @param port where it listens
     * @param fleet the fingerprint of its fleet's key; empty: it belongs to none
     */
    public static LanPresence of(String name, int port, Fingerprint key, Optional<Fingerprint> fleet) {
        return new LanPresence(new Publication(new Notice(
                name,
                List.of(
                        "--service",
                        name,
                        "_deskferry._tcp",
                        Integer.toString(port),
                        "txtvers=1",
                        "key=" + key.hex(),
                        "fleet=" + fleet.map(Fingerprint::hex).orElse("")),
                say("Another workstation has it, so 'deskferry fleet find' does not find this one."),
                say("Give each workstation a name of its own (name in host.conf)."))));
    }

    /** Begins; of no effect where this machine has no Avahi. */
    public void start() {
        if (!Publication.isPossible()) {
            return;
        }
        // The kernel ends the program with the thread that started it, so it has to be one that lasts.
        Thread.ofPlatform().daemon().name("presence").start(() -> {
            try {
                while (!isOver) {
                    publication.keepUp();
                    Thread.sleep(LOOK);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        isOver = true;
        publication.end();
    }
}
