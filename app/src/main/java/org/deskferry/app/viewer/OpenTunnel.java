package org.deskferry.app.viewer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.deskferry.app.fleet.TroubleException;
import org.deskferry.app.fleet.Tunnel;
import org.deskferry.app.rfb.Outbox;
import org.deskferry.proto.v1.FromDisplay;
import org.deskferry.proto.v1.TunnelEnd;

/** A tunnel that an X server has begun to speak through, as streams of bytes. */
final class OpenTunnel implements AutoCloseable {
    private final Tunnel tunnel;
    private ByteBuffer piece;
    private Optional<TunnelEnd> end = Optional.empty();

    /** {@code first}: its first output. */
    OpenTunnel(Tunnel tunnel, FromDisplay first) {
        this.tunnel = tunnel;
        this.piece = first.getOutput().asReadOnlyByteBuffer();
    }

    String workstation() {
        return tunnel.workstation();
    }

    /** What the X server says, until the tunnel ends. */
    InputStream output() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                while (!piece.hasRemaining()) {
                    if (!hearMore()) {
                        return -1;
                    }
                }
                int count = Math.min(length, piece.remaining());
                piece.get(target, offset, count);
                return count;
            }
        };
    }

    private boolean hearMore() throws IOException {
        try {
            var next = tunnel.next();
            end = next.filter(FromDisplay::hasEnd).map(FromDisplay::getEnd);
            next.ifPresent(message -> piece = message.getOutput().asReadOnlyByteBuffer());
            return next.filter(FromDisplay::hasOutput).isPresent();
        } catch (TroubleException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Why it has ended; empty if nobody said so. */
    Optional<TunnelEnd> end() {
        return end;
    }

    /** Sends what is in the box until that is closed, or the tunnel ends; whoever reads hears of that. */
    void send(Outbox outbox) {
        try {
            for (var bytes = outbox.take(); bytes.length > 0; bytes = outbox.take()) {
                tunnel.say(bytes);
            }
        } catch (TroubleException e) {
            outbox.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        tunnel.close();
    }
}
