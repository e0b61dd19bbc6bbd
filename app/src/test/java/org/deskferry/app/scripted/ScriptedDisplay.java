package org.deskferry.app.scripted;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deskferry.proto.v1.DisplayAbsence;
import org.deskferry.proto.v1.DisplayGrpc;
import org.deskferry.proto.v1.FromDisplay;
import org.deskferry.proto.v1.ToDisplay;
import org.deskferry.proto.v1.TunnelEnd;

/** The displays of one workstation, of which there is one: a real X server's, or none for a reason that a test gives. */
public final class ScriptedDisplay extends DisplayGrpc.DisplayImplBase {
    private final List<Stream> streams = new ArrayList<>();
    private Optional<Path> socket = Optional.empty();
    private DisplayAbsence absence = DisplayAbsence.newBuilder()
            .setReason(DisplayAbsence.Reason.REASON_ARRIVING)
            .build();

    /** From now on the display is behind this socket. */
    public synchronized void show(Path vnc) {
        socket = Optional.of(vnc);
        List.copyOf(streams).forEach(Stream::look);
    }

    /** Ends what goes on, and says this to whoever asks from now on. */
    public synchronized void hide(DisplayAbsence why) {
        socket = Optional.empty();
        absence = why;
        List.copyOf(streams).forEach(Stream::look);
    }

    public void hide(DisplayAbsence.Reason reason, String destination) {
        hide(DisplayAbsence.newBuilder()
                .setReason(reason)
                .setDestination(destination)
                .build());
    }

    /** How many viewers are connected to the X server. */
    public synchronized long connected() {
        return streams.stream().filter(stream -> stream.channel.isPresent()).count();
    }

    @Override
    public StreamObserver<ToDisplay> tunnel(StreamObserver<FromDisplay> responses) {
        var stream = new Stream((ServerCallStreamObserver<FromDisplay>) responses);
        synchronized (this) {
            streams.add(stream);
        }
        return stream;
    }

    private final class Stream implements StreamObserver<ToDisplay> {
        private final ServerCallStreamObserver<FromDisplay> viewer;
        private Optional<SocketChannel> channel = Optional.empty();
        private long given;
        private boolean begun;

        Stream(ServerCallStreamObserver<FromDisplay> viewer) {
            this.viewer = viewer;
            viewer.setOnCancelHandler(this::end);
        }

        void look() {
            if (begun && socket.isPresent() && channel.isEmpty()) {
                connect(socket.get());
            } else if (begun
                    && socket.isEmpty()
                    && (channel.isPresent() || absence.getReason() == DisplayAbsence.Reason.REASON_GONE)) {
                say(FromDisplay.newBuilder()
                        .setEnd(TunnelEnd.newBuilder().setAbsence(absence).setInputBytes(given))
                        .build());
                end();
                viewer.onCompleted();
            } else if (begun && socket.isEmpty()) {
                say(FromDisplay.newBuilder().setWaiting(absence).build());
            }
        }

        private void connect(Path vnc) {
            try {
                var opened = SocketChannel.open(StandardProtocolFamily.UNIX);
                opened.connect(UnixDomainSocketAddress.of(vnc));
                channel = Optional.of(opened);
                Thread.ofPlatform().daemon().start(() -> carry(opened));
            } catch (IOException e) {
                viewer.onError(e);
            }
        }

        private void carry(SocketChannel from) {
            var piece = ByteBuffer.allocate(32 * 1024);
            try {
                while (from.read(piece.clear()) >= 0) {
                    say(FromDisplay.newBuilder()
                            .setOutput(ByteString.copyFrom(piece.flip()))
                            .build());
                }
            } catch (IOException | IllegalStateException over) {
                // Its viewer has been told.
            }
        }

        private synchronized void say(FromDisplay message) {
            viewer.onNext(message);
        }

        private void end() {
            synchronized (ScriptedDisplay.this) {
                streams.remove(this);
                channel.ifPresent(open -> {
                    try {
                        open.close();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                });
            }
        }

        @Override
        public void onNext(ToDisplay message) {
            synchronized (ScriptedDisplay.this) {
                if (message.hasRequest()) {
                    begun = true;
                    look();
                    return;
                }
                channel.ifPresent(open -> {
                    try {
                        given += open.write(message.getInput().asReadOnlyByteBuffer());
                    } catch (IOException over) {
                        // Its viewer is told how much was given.
                    }
                });
            }
        }

        @Override
        public void onError(Throwable failure) {
            end();
        }

        @Override
        public void onCompleted() {
            end();
        }
    }
}
