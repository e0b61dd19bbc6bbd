package org.deskferry.host.api;

import static org.deskferry.proto.problem.Phrases.asIs;
import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.util.Durations;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.deskferry.host.access.Caller;
import org.deskferry.host.history.History;
import org.deskferry.host.pod.HostedPod;
import org.deskferry.host.pod.Pods;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Deed;
import org.deskferry.proto.v1.HistoryEntry;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** Enters in the history what callers ask for, with how it ends. */
public final class Chronicler {
    private final History history;
    private final Pods pods;
    private final String workstation;

    /** @param workstation the name of this one */
    public Chronicler(History history, Pods pods, String workstation) {
        this.history = history;
        this.pods = pods;
        this.workstation = workstation;
    }

    interface Work<T> {
        T run() throws InterruptedException;
    }

    /** Something that the caller of this thread wants. */
    Account begin(Deed deed) {
        var caller = Caller.current();
        return new Account(HistoryEntry.newBuilder()
                .setDeed(deed)
                .setWho(caller.name())
                .setRole(caller.role())
                .setWorkstation(workstation));
    }

    /**
     * As {@link #begin(Deed)}, with a pod that is here.
     *
     * @param pod by its id or name
     * @throws ProblemException if there is no such pod: nothing was done with any
     */
    Account begin(Deed deed, String pod) {
        var account = begin(deed);
        account.about(pods.find(pod));
        return account;
    }

    /** Enters what is done with a pod, however that ends. */
    <T> T keep(Deed deed, String pod, Work<T> work) throws InterruptedException {
        return begin(deed, pod).of(work, (_, _) -> {});
    }

    /** One entry, from its begin to its end. */
    final class Account {
        private final long begin = System.nanoTime();
        private final HistoryEntry.Builder entry;

        private Account(HistoryEntry.Builder entry) {
            this.entry = entry;
        }

        void about(HostedPod pod) {
            about(pod.id(), pod.name());
        }

        void about(String id, String name) {
            entry.setPodId(id).setPodName(name);
        }

        Account to(String destination) {
            entry.setDestination(destination);
            return this;
        }

        /** Enters it with what the work has come to, of which {@code said} may tell more. */
        <T> T of(Work<T> work, BiConsumer<HistoryEntry.Builder, T> said) throws InterruptedException {
            try {
                var result = work.run();
                said.accept(entry, result);
                end(List.of());
                return result;
            } catch (RuntimeException e) {
                end(problems(e));
                throw e;
            }
        }

        /** Enters it only if the work is refused; otherwise its end will be told. */
        <T> T orRefusal(Work<T> work) throws InterruptedException {
            try {
                return work.run();
            } catch (RuntimeException e) {
                end(problems(e));
                throw e;
            }
        }

        /** Enters a move when it is over. */
        void of(CompletableFuture<MoveResult> move) {
            var _ = move.whenComplete((result, failure) -> {
                if (failure == null) {
                    entry.setFrozen(result.getFrozen());
                    end(List.of());
                } else {
                    end(problems(failure));
                }
            });
        }

        private void end(List<Problem> problems) {
            history.enter(entry.addAllProblems(problems).setTotal(Durations.fromNanos(System.nanoTime() - begin)));
        }

        private List<Problem> problems(Throwable failure) {
            return failure instanceof ProblemException refused
                    ? refused.problems()
                    : List.of(Phrases.problem(
                            ProblemKind.PROBLEM_KIND_INTERNAL,
                            say("pod {0}", entry.getPodName()),
                            asIs(String.valueOf(failure)),
                            say("See this workstation's log.")));
        }
    }
}
