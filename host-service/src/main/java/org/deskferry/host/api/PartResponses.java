package org.deskferry.host.api;

import io.grpc.stub.ServerCallStreamObserver;
import java.io.IOException;
import java.time.Duration;
import org.deskferry.host.rest.PartSink;
import org.deskferry.proto.v1.PodPart;

/** Parts of a pod on their way to a caller, as fast as that takes them. */
final class PartResponses implements PartSink {
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final ServerCallStreamObserver<PodPart> call;

    PartResponses(ServerCallStreamObserver<PodPart> call) {
        this.call = call;
    }

    @Override
    public void accept(PodPart part) throws IOException, InterruptedException {
        while (!call.isReady()) {
            if (call.isCancelled()) {
                throw new IOException("the caller hung up");
            }
            Thread.sleep(PAUSE);
        }
        call.onNext(part);
    }
}
