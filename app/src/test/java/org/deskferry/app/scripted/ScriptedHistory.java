package org.deskferry.app.scripted;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.deskferry.proto.v1.Deed;
import org.deskferry.proto.v1.HistoryEntry;
import org.deskferry.proto.v1.HistoryGrpc;
import org.deskferry.proto.v1.ListHistoryRequest;
import org.deskferry.proto.v1.ListHistoryResponse;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.Role;

/** The past of a workstation, as a test has it. */
public final class ScriptedHistory extends HistoryGrpc.HistoryImplBase {
    private final List<HistoryEntry> entries = new CopyOnWriteArrayList<>();
    private final List<ListHistoryRequest> asked = new CopyOnWriteArrayList<>();

    public void add(HistoryEntry entry) {
        entries.addFirst(entry);
    }

    /** What was asked for, the last one last. */
    public List<ListHistoryRequest> asked() {
        return asked;
    }

    /** A move that ended {@code ago}; without problems it is done. */
    public static HistoryEntry move(String who, String pod, String from, String to, Duration ago, Problem... problems) {
        var entry = HistoryEntry.newBuilder()
                .setNumber(1)
                .setTime(Timestamps.fromMillis(Instant.now().minus(ago).toEpochMilli()))
                .setWho(who)
                .setRole(Role.ROLE_OPERATOR)
                .setDeed(Deed.DEED_MOVE)
                .setPodName(pod)
                .setWorkstation(from)
                .setDestination(to)
                .addAllProblems(List.of(problems))
                .setTotal(Durations.fromMillis(7340));
        return problems.length == 0 ? entry.setFrozen(Durations.fromMillis(912)).build() : entry.build();
    }

    @Override
    public void listHistory(ListHistoryRequest request, StreamObserver<ListHistoryResponse> responses) {
        asked.add(request);
        responses.onNext(ListHistoryResponse.newBuilder().addAllEntries(entries).build());
        responses.onCompleted();
    }
}
