package org.deskferry.host.inspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real processes that hold what cannot be moved, and one that holds nothing. */
class InspectionTest {
    private static final String SYSCALL =
            "import ctypes,os,time,sys; c=ctypes.CDLL(None); b=ctypes.create_string_buffer(256);";
    private static final String WAIT = "; print('ready',flush=True); time.sleep(60)";

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void end() throws InterruptedException {
        for (var process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    @Test
    void findsNothingInAnOrdinaryProgram() throws IOException {
        assertEquals(
                List.of(),
                inspect(
                        python(
                                "import time,tempfile; f=tempfile.TemporaryFile(); print('ready',flush=True); time.sleep(60)")));
    }

    @Test
    void namesAnIoUring() throws IOException {
        finds("io_uring", python(SYSCALL + "assert c.syscall(425,4,b)>0" + WAIT));
    }

    @Test
    void namesAUserfaultfd() throws IOException {
        finds("userfaultfd", python(SYSCALL + "assert c.syscall(323,1)>0" + WAIT));
    }

    @Test
    void namesADevice() throws IOException {
        finds(
                "device",
                python("import os,time; f=os.open('/dev/fuse',os.O_RDWR); print('ready',flush=True); time.sleep(60)"));
    }

    @Test
    void namesAPipeInPacketMode() throws IOException {
        finds("packet mode", python("import os,time; p=os.pipe2(os.O_DIRECT)" + WAIT));
    }

    @Test
    void namesASocketThatGathersData() throws IOException {
        finds("UDP_CORK", python("import socket,time; s=socket.socket(2,2); s.setsockopt(17,1,1)" + WAIT));
    }

    @Test
    void namesAConnectionThatWaits() throws IOException {
        var waiting = "import socket,time; s=socket.create_server(('127.0.0.1',0));"
                + "c=socket.create_connection(s.getsockname())";
        var problem = finds(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE_NOW, "a connection waits", python(waiting + WAIT));
        assertTrue(Inspection.passes(problem));
    }

    @Test
    void namesAMessageFromTheKernelThatWaits() throws IOException {
        var unread = "import socket,struct,time; s=socket.socket(16,3,0); s.bind((0,0));"
                + "s.send(struct.pack('IHHII',17,18,0x301,1,0)+b'x')";
        finds(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE_NOW, "netlink", python(unread + WAIT));
    }

    @Test
    void namesAnEndOfAUnixSocketOutside() throws IOException {
        var other = python("import socket,time; s=socket.socket(1); s.bind('\\0deskferry-outside'); s.listen();"
                + "print('ready',flush=True); c=s.accept(); time.sleep(60)");
        assertTrue(other.isAlive());
        finds("outside", python("import socket,time; s=socket.socket(1); s.connect('\\0deskferry-outside')" + WAIT));
    }

    @Test
    void namesAnUnreadChange() throws IOException {
        var process = python("import ctypes,os,time; c=ctypes.CDLL(None); i=c.inotify_init();"
                + "assert c.inotify_add_watch(i,b'/tmp',0x20)>0" // IN_OPEN
                + WAIT);
        var pids = List.of(process.pid());
        assertEquals(
                List.of(),
                Inspection.of(ProcessHandle.current().pid(), pids, Map::of).stream()
                        .filter(problem -> problem.getThing().startsWith("program "))
                        .toList());
        try (var _ = Files.list(Path.of("/tmp"))) {
            var problem = UnreadChanges.of(pids).getFirst();
            assertEquals("program python3 (pid " + process.pid() + ")", problem.getThing());
            assertTrue(Inspection.passes(problem));
        }
        assertEquals(List.of(), UnreadChanges.of(List.of(ProcessHandle.current().pid())));
    }

    @Test
    void namesAWindow() throws IOException {
        var process = python("import os,time; p=os.pipe2(os.O_DIRECT)" + WAIT);
        var problem = inspect(process, Map.of((int) process.pid(), "notes.txt")).getFirst();
        assertEquals("program python3 (pid " + process.pid() + ", window \"notes.txt\")", problem.getThing());
    }

    @Test
    void namesASandbox() throws IOException {
        finds("namespace", start("setsid", "unshare", "--uts", "sh", "-c", "echo ready; exec sleep 60"));
    }

    @Test
    void namesADebuggedProgram() throws IOException {
        var child = python(SYSCALL + "assert c.ptrace(0,0,0,0)==0" + WAIT);
        var problem = finds("debugger", child);
        assertTrue(problem.getThing().contains("(pid " + child.pid() + ")"), problem.getThing());
    }

    private Problem finds(String word, Process process) {
        return finds(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE, word, process);
    }

    private Problem finds(ProblemKind kind, String word, Process process) {
        var problems = inspect(process);
        assertEquals(1, problems.size(), problems::toString);
        var problem = problems.getFirst();
        assertEquals(kind, problem.getKind());
        assertTrue(problem.getReason().contains(word), problem.getReason());
        assertTrue(problem.getThing().startsWith("program "), problem.getThing());
        return problem;
    }

    /** What is found in the program; the mounts around it are the machine's, for it is in no pod. */
    private static List<Problem> inspect(Process process) {
        return inspect(process, Map.of());
    }

    private static List<Problem> inspect(Process process, Map<Integer, String> titles) {
        return Inspection.of(ProcessHandle.current().pid(), List.of(process.pid()), () -> titles).stream()
                .filter(problem -> !problem.getThing().startsWith("file system "))
                .toList();
    }

    private Process python(String program) throws IOException {
        return start("setsid", "/usr/bin/python3", "-c", program);
    }

    /** In a session of its own, as programs of a pod are: that of the tests may lie outside their pid namespace. */
    private Process start(String... words) throws IOException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        processes.add(process);
        var line = process.inputReader().readLine();
        assertEquals("ready", line);
        return process;
    }
}
