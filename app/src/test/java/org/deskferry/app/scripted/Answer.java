package org.deskferry.app.scripted;

import io.grpc.stub.StreamObserver;

/** The answer to a call, given on a thread of its own, as the calls of a real workstation take their time. */
final class Answer {
    private Answer() {}

    /** What is said, with {@code onNext}; a failure is the answer then. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    static void give(StreamObserver<?> caller, Work work) {
        Thread.ofVirtual().start(() -> {
            try {
                work.run();
                caller.onCompleted();
            } catch (RuntimeException failure) {
                refuse(caller, failure);
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void refuse(StreamObserver<?> caller, RuntimeException failure) {
        try {
            caller.onError(failure);
        } catch (RuntimeException gone) {
            // The caller has hung up, or the workstation has been switched off: the test is over.
        }
    }
}
