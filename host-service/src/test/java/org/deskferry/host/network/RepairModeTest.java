package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A process with a connection over loopback that is as a killed engine leaves it. */
class RepairModeTest {
    private static final String PROGRAM = """
            import socket, sys
            REPAIR = 19
            listener = socket.create_server(("127.0.0.1", 0))
            one = socket.create_connection(listener.getsockname())
            other = listener.accept()[0]
            one.setsockopt(socket.IPPROTO_TCP, REPAIR, 1)
            for _ in sys.stdin:
                try:
                    one.send(b"hello")
                    print(other.recv(5).decode(), flush=True)
                except OSError as error:
                    print("stuck", flush=True)
            """;

    @Test
    void theConnectionSpeaksAgain() throws IOException {
        var process = new ProcessBuilder("python3", "-c", PROGRAM)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var orders = process.outputWriter();
                var answers = process.inputReader()) {
            orders.write("\n");
            orders.flush();
            assertEquals("stuck", answers.readLine());
            RepairMode.end(List.of(process.pid()));
            orders.write("\n");
            orders.flush();
            assertEquals("hello", answers.readLine());
        } finally {
            process.destroyForcibly();
        }
    }
}
