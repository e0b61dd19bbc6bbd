package org.deskferry.app.fleet;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.deskferry.proto.v1.Problem;

/** Asks workstations on threads of their own; what comes of it is told on the FX thread. */
final class Requests {
    private final Executor background;
    private final Executor window;

    Requests(Executor background, Executor window) {
        this.background = background;
        this.window = window;
    }

    interface Request {
        void to(Link link) throws TroubleException;
    }

    interface Question<T> {
        T to(Link link) throws TroubleException;
    }

    /** One of the two is called at the end. */
    void ask(WorkstationModel workstation, Request request, Runnable done, Consumer<List<Problem>> refused) {
        askFor(
                workstation,
                link -> {
                    request.to(link);
                    return workstation;
                },
                _ -> done.run(),
                refused);
    }

    /** As {@link #ask}, where there is an answer. */
    <T> void askFor(
            WorkstationModel workstation, Question<T> question, Consumer<T> done, Consumer<List<Problem>> refused) {
        background.execute(() -> {
            try {
                var answer = question.to(workstation.link());
                window.execute(() -> done.accept(answer));
            } catch (TroubleException e) {
                window.execute(() -> refused.accept(e.problems()));
            } catch (RuntimeException e) {
                var problems = Trouble.of(e, workstation.member()).problems();
                window.execute(() -> refused.accept(problems));
            }
        });
    }
}
