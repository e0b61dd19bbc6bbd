package org.deskferry.app.fleet;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.deskferry.app.identity.Member;

/** Reads the list of members again and again, until interrupted, and tells what it finds. */
final class Roster implements Runnable {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final FleetSource source;
    private final Found found;
    private final Consumer<TroubleException> failed;

    interface Found {
        void accept(List<Member> members, Standpoint standpoint);
    }

    Roster(FleetSource source, Found found, Consumer<TroubleException> failed) {
        this.source = source;
        this.found = found;
        this.failed = failed;
    }

    @Override
    public void run() {
        try {
            while (true) {
                read();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            found.accept(List.copyOf(source.members()), source.standpoint());
        } catch (TroubleException e) {
            failed.accept(e);
        }
    }
}
