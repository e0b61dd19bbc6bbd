package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Datagrams that come while the program they are for does not read. */
@ExtendWith(OwnNetwork.class)
class DatagramRoomTest {
    private static final int PORT = 7000;
    private static final int BURST = 2000;

    /** A socket that is not read until it is told so. */
    private static final String READER = """
            import socket
            s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            s.bind(("127.0.0.1", 7000))
            def size():
                return s.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF)
            def read():
                numbers = []
                s.settimeout(0.5)
                try:
                    while True:
                        numbers.append(int(s.recv(100)))
                except TimeoutError:
                    return len(numbers) if numbers == sorted(numbers) else "out of order"
            while True:
                print(eval(input()), flush=True)
            """;

    private Process reader;
    private PrintStream questions;
    private BufferedReader answers;

    @BeforeEach
    void startReader() throws IOException {
        reader = new ProcessBuilder("python3", "-u", "-c", READER).start();
        questions = new PrintStream(reader.getOutputStream(), true);
        answers = reader.inputReader();
    }

    @AfterEach
    void endReader() throws InterruptedException {
        reader.destroyForcibly().waitFor();
    }

    @Test
    void aBurstWaitsForItsReader() throws IOException {
        var before = ask("size()");
        try (var _ = room()) {
            send();
        }
        assertEquals(before, ask("size()"));
        assertEquals(String.valueOf(BURST), ask("read()"));
    }

    @Test
    void withoutRoomMostOfItIsLost() throws IOException {
        ask("size()");
        send();
        var read = Integer.parseInt(ask("read()"));
        assertTrue(read < BURST / 2, () -> read + " of " + BURST);
    }

    @Test
    void whatTheProgramSetsMeanwhileHolds() throws IOException {
        ask("size()");
        try (var _ = room()) {
            ask("s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 50000)");
        }
        assertEquals("100000", ask("size()"));
    }

    private DatagramRoom room() {
        return DatagramRoom.make(reader.pid(), List.of(reader.pid()));
    }

    private String ask(String question) throws IOException {
        questions.println(question);
        return String.valueOf(answers.readLine());
    }

    private static void send() throws IOException {
        try (var socket = new DatagramSocket()) {
            for (var number = 0; number < BURST; number++) {
                var bytes = String.valueOf(number).getBytes(StandardCharsets.US_ASCII);
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), PORT));
            }
        }
    }
}
