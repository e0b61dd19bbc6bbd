package org.deskferry.host.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
                python(
                        "import os,time; f=os.open('/dev/kmsg',os.O_RDONLY); print('ready',flush=True); time.sleep(60)"));
    }

    @Test
    void namesASandbox() throws IOException {
        finds("namespace", start("unshare", "--uts", "sh", "-c", "echo ready; exec sleep 60"));
    }

    @Test
    void namesADebuggedProgram() throws IOException {
        var child = python(SYSCALL + "assert c.ptrace(0,0,0,0)==0" + WAIT);
        var problem = finds("debugger", child);
        assertTrue(problem.getThing().contains("(pid " + child.pid() + ")"), problem.getThing());
    }

    private Problem finds(String word, Process process) {
        var problems = inspect(process);
        assertEquals(1, problems.size(), problems::toString);
        var problem = problems.getFirst();
        assertEquals(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE, problem.getKind());
        assertTrue(problem.getReason().contains(word), problem.getReason());
        assertTrue(problem.getThing().startsWith("program "), problem.getThing());
        return problem;
    }

    private static List<Problem> inspect(Process process) {
        return Inspection.of(ProcessHandle.current().pid(), List.of(process.pid()));
    }

    private Process python(String program) throws IOException {
        return start("/usr/bin/python3", "-c", program);
    }

    private Process start(String... words) throws IOException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        processes.add(process);
        var line = process.inputReader().readLine();
        assertEquals("ready", line);
        return process;
    }
}
