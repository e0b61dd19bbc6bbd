package org.deskferry.app.cli;

import java.util.Optional;
import java.util.function.Supplier;
import org.deskferry.app.archive.Passphrase;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.transfer.TransferException;

/** Archives as commands use them: what is wrong with one ends the command. */
final class Archives {
    private Archives() {}

    /** Work on an archive; {@code T} is what it yields. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws TransferException, FleetException, CommandFailure;
    }

    static <T> T withWords(Work<T> work) throws FleetException, CommandFailure {
        try {
            return work.run();
        } catch (TransferException e) {
            throw new CommandFailure(e.problems(), e.isLost());
        } catch (AskingFailed e) {
            throw e.failure;
        }
    }

    /** Asks for a passphrase once, however often the archive is opened. */
    static final class Key implements Supplier<Passphrase> {
        private final Secrets secrets;
        private Optional<Passphrase> known = Optional.empty();

        Key(Secrets secrets) {
            this.secrets = secrets;
        }

        @Override
        public Passphrase get() {
            if (known.isEmpty()) {
                try {
                    known = Optional.of(secrets.tell());
                } catch (CommandFailure e) {
                    throw new AskingFailed(e);
                }
            }
            return known.get();
        }
    }

    private static final class AskingFailed extends RuntimeException {
        private static final long serialVersionUID = 1;

        private final transient CommandFailure failure;

        AskingFailed(CommandFailure failure) {
            this.failure = failure;
        }
    }
}
