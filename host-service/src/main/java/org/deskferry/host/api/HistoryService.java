package org.deskferry.host.api;

import io.grpc.stub.StreamObserver;
import org.deskferry.host.history.History;
import org.deskferry.proto.v1.HistoryGrpc;
import org.deskferry.proto.v1.ListHistoryRequest;
import org.deskferry.proto.v1.ListHistoryResponse;

/** What apps ask of the past. */
public final class HistoryService extends HistoryGrpc.HistoryImplBase {
    private final History history;

    public HistoryService(History history) {
        this.history = history;
    }

    @Override
    public void listHistory(ListHistoryRequest request, StreamObserver<ListHistoryResponse> responses) {
        responses.onNext(history.list(request));
        responses.onCompleted();
    }
}
