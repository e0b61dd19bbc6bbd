package org.deskferry.app.cli;

import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.deskferry.app.identity.Channels;
import org.deskferry.app.identity.Failures;
import org.deskferry.app.identity.Fleet;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.HistoryGrpc;
import org.deskferry.proto.v1.ListHistoryRequest;
import org.deskferry.proto.v1.ListHistoryResponse;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.RestGrpc;
import org.deskferry.proto.v1.RestGrpc.RestBlockingV2Stub;
import org.deskferry.proto.v1.WatchRequest;
import org.deskferry.proto.v1.WorkstationGrpc;
import org.deskferry.proto.v1.WorkstationGrpc.WorkstationBlockingV2Stub;

/** The workstations of the fleet and calls to them. */
final class Workstations implements AutoCloseable {
    private static final Duration LOOK_LIMIT = Duration.ofSeconds(5);
    private static final Duration HISTORY_LIMIT = Duration.ofSeconds(20);

    private final Fleet fleet;
    private final Channels channels;
    private final Map<Member, ManagedChannel> open = new ConcurrentHashMap<>();

    Workstations(Fleet fleet) {
        this.fleet = fleet;
        this.channels = Channels.of(fleet.credentials());
    }

    List<Member> members() {
        return fleet.members();
    }

    /** The member of this name. */
    Member member(String name) throws CommandFailure {
        return fleet.members().stream()
                .filter(member -> member.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CommandFailure.of(
                        ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                        "workstation " + name,
                        "There is none of this name in the fleet.",
                        fleet.members().isEmpty()
                                ? "Add workstations with 'deskferry fleet add'."
                                : "There are: " + names() + "."));
    }

    /** Asks all members at once; the answers are in the members' order. */
    <T> List<T> askAll(Function<Member, T> question) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = fleet.members().stream()
                    .map(member -> CompletableFuture.supplyAsync(() -> question.apply(member), threads))
                    .toList();
            return answers.stream().map(CompletableFuture::join).toList();
        }
    }

    /** What each workstation says of itself at this moment. */
    List<Sighting> look() {
        return askAll(this::look);
    }

    private Sighting look(Member member) {
        try {
            var snapshot = call(member, LOOK_LIMIT, stub -> {
                var watch = stub.watch(WatchRequest.getDefaultInstance());
                try {
                    return Optional.ofNullable(watch.read());
                } finally {
                    watch.cancel("seen", null);
                }
            });
            return new Sighting(member, snapshot, List.of());
        } catch (CommandFailure e) {
            return new Sighting(member, Optional.empty(), e.problems());
        }
    }

    /** Calls of one workstation. */
    interface Calls<T> {
        T on(WorkstationBlockingV2Stub stub) throws StatusException, InterruptedException;
    }

    <T> T call(Member member, Duration limit, Calls<T> calls) throws CommandFailure {
        return translated(member, () -> calls.on(stub(member).withDeadlineAfter(limit)));
    }

    /** As {@link #call}, however long it takes. */
    <T> T callWithoutLimit(Member member, Calls<T> calls) throws CommandFailure {
        return translated(member, () -> calls.on(stub(member)));
    }

    /** Calls of one workstation about pods at rest. */
    interface RestCalls<T> {
        T on(RestBlockingV2Stub stub) throws StatusException, InterruptedException;
    }

    /** As {@link #callWithoutLimit}. */
    <T> T callRest(Member member, RestCalls<T> calls) throws CommandFailure {
        return translated(member, () -> calls.on(rest(member)));
    }

    /** Its calls about pods at rest, for those who translate what goes wrong themselves. */
    RestBlockingV2Stub rest(Member member) {
        return RestGrpc.newBlockingV2Stub(open.computeIfAbsent(member, channels::open));
    }

    /** A page of the past of one workstation. */
    ListHistoryResponse history(Member member, ListHistoryRequest request) throws CommandFailure {
        return translated(
                member,
                () -> HistoryGrpc.newBlockingV2Stub(open.computeIfAbsent(member, channels::open))
                        .withDeadlineAfter(HISTORY_LIMIT)
                        .listHistory(request));
    }

    @Override
    public void close() {
        open.values().forEach(ManagedChannel::shutdownNow);
    }

    private interface Work<T> {
        T run() throws StatusException, InterruptedException;
    }

    private static <T> T translated(Member member, Work<T> work) throws CommandFailure {
        try {
            return work.run();
        } catch (StatusException | StatusRuntimeException e) {
            throw new CommandFailure(Failures.of(e, member), Failures.isLoss(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.of(
                    ProblemKind.PROBLEM_KIND_CANCELLED, "deskferry", "It was interrupted.", "Try again.");
        }
    }

    private WorkstationBlockingV2Stub stub(Member member) {
        return WorkstationGrpc.newBlockingV2Stub(open.computeIfAbsent(member, channels::open));
    }

    private String names() {
        return String.join(", ", fleet.members().stream().map(Member::name).toList());
    }
}
