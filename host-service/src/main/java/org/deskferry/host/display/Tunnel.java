package org.deskferry.host.display;

import java.io.IOException;
import java.nio.ByteBuffer;

/** What an app and an X server say to each other, carried as it is: nobody has to wait for more than the slower of the two. */
final class Tunnel {
    private final Connection connection;
    private final FarEnd app;
    private final ByteBuffer piece = ByteBuffer.allocate(FarEnd.LARGEST_OUTPUT);

    Tunnel(Connection connection, FarEnd app) {
        this.connection = connection;
        this.app = app;
    }

    /** Returns never; throws when either side hangs up, or the connection is cut. */
    void run() throws IOException {
        app.begins(connection::wake);
        while (true) {
            boolean told = forwardInput();
            boolean heard = forwardOutput();
            if (!told && !heard) {
                connection.await(app.takesOutput(), app.input().hasRemaining());
            }
        }
    }

    private boolean forwardInput() throws IOException {
        var input = app.input();
        if (!input.hasRemaining()) {
            return false;
        }
        int count = connection.writeSome(input);
        app.given(count);
        return count > 0;
    }

    private boolean forwardOutput() throws IOException {
        if (!app.takesOutput() || connection.readSome(piece.clear()) == 0) {
            return false;
        }
        app.output(piece.flip());
        return true;
    }
}
