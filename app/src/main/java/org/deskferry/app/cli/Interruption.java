package org.deskferry.app.cli;

/** Ctrl-C during a move: cancels it, or tells that it is too late, before the program ends. */
final class Interruption implements AutoCloseable {
    private final Session session;
    private final Workstations workstations;
    private final FoundPod found;
    private final Thread hook = Thread.ofPlatform().name("interruption").unstarted(this::cancel);

    private Interruption(Session session, Workstations workstations, FoundPod found) {
        this.session = session;
        this.workstations = workstations;
        this.found = found;
    }

    /** Listens until it is closed. */
    static Interruption listen(Session session, Workstations workstations, FoundPod found) {
        var interruption = new Interruption(session, workstations, found);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void cancel() {
        var request = found.request();
        try {
            workstations.call(found.member(), CancelCommand.LIMIT, stub -> stub.cancelMove(request));
            session.err().println(CancelCommand.words(found));
            session.err().flush();
        } catch (CommandFailure e) {
            session.printProblems(e.problems());
        }
    }

    /** Where the program is ending already, that waits for the answer. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            awaitAnswer();
        }
    }

    private void awaitAnswer() {
        try {
            // The program ends with the hook; what the move's own call says of its end is not news any more.
            hook.join();
            Thread.sleep(CancelCommand.LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
