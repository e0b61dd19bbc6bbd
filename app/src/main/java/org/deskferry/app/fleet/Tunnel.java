package org.deskferry.app.fleet;

import com.google.protobuf.UnsafeByteOperations;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.BlockingClientCall;
import java.util.Optional;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.FromDisplay;
import org.deskferry.proto.v1.ToDisplay;
import org.deskferry.proto.v1.TunnelRequest;

/** A way to the display of a pod at one workstation. One thread hears, another may say something; both wait, on virtual threads. */
public final class Tunnel implements AutoCloseable {
    private static final int LARGEST_INPUT = 64 * 1024;

    private final Member member;
    private final BlockingClientCall<ToDisplay, FromDisplay> call;

    Tunnel(Member member, BlockingClientCall<ToDisplay, FromDisplay> call) {
        this.member = member;
        this.call = call;
    }

    void begin(String podId) throws TroubleException, InterruptedException {
        send(ToDisplay.newBuilder()
                .setRequest(TunnelRequest.newBuilder().setPod(podId))
                .build());
    }

    /** The workstation at its other end. */
    public String workstation() {
        return member.name();
    }

    /** Waits for what comes next; empty when it is over. */
    public Optional<FromDisplay> next() throws TroubleException, InterruptedException {
        try {
            return Optional.ofNullable(call.read());
        } catch (StatusException | StatusRuntimeException e) {
            throw Trouble.of(e, member);
        }
    }

    /** Says something to the X server; waits while that takes nothing. The bytes are not changed afterwards. */
    public void say(byte[] bytes) throws TroubleException, InterruptedException {
        for (int at = 0; at < bytes.length; at += LARGEST_INPUT) {
            int length = Math.min(LARGEST_INPUT, bytes.length - at);
            send(ToDisplay.newBuilder()
                    .setInput(UnsafeByteOperations.unsafeWrap(bytes, at, length))
                    .build());
        }
    }

    private void send(ToDisplay message) throws TroubleException, InterruptedException {
        try {
            call.write(message);
        } catch (StatusException | StatusRuntimeException e) {
            throw Trouble.of(e, member);
        }
    }

    /** Whoever waits for it is told that it is lost. */
    @Override
    public void close() {
        call.cancel("no longer wanted", null);
    }
}
