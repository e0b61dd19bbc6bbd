package org.deskferry.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.app.identity.Requests;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands are run here, against two workstations behind real TLS on loopback. */
@Timeout(60)
abstract class TwoDesks {
    static final String ID = "00000000-0000-4000-8000-000000000001";

    @TempDir
    Path folder;

    ScriptedWorkstation desk1;
    ScriptedWorkstation desk2;

    /** What a command printed and how it ended. */
    record Outcome(int exitCode, String out, String err) {
        JsonObject json() {
            return JsonParser.parseString(out).getAsJsonObject();
        }
    }

    @BeforeEach
    void start() throws Exception {
        assertEquals(ExitCode.OK, run("fleet", "init").exitCode());
        desk1 = enrolled("desk-1");
        desk2 = enrolled("desk-2");
    }

    @AfterEach
    void stop() {
        desk1.close();
        desk2.close();
    }

    ScriptedWorkstation enrolled(String name) throws Exception {
        var keys = Requests.newKeys();
        var out = folder.resolve(name);
        // A place that is nobody's, until the workstation has its certificate and knows its port.
        var placeholder = "127.0.0.1:" + name.substring("desk-".length());
        var request = Requests.write(folder.resolve(name + ".pem"), name, keys).toString();
        var added = run("fleet", "add", name, "--address", placeholder, "--request", request, "--out", out.toString());
        assertEquals(ExitCode.OK, added.exitCode(), added.err());
        var workstation = new ScriptedWorkstation(name, keys, out);
        var members = folder.resolve("fleet/members.conf");
        Files.writeString(
                members,
                Files.readString(members).replace(placeholder + "\n", "127.0.0.1:" + workstation.port() + "\n"));
        return workstation;
    }

    void enter(String name, int port) throws Exception {
        Files.writeString(
                folder.resolve("fleet/members.conf"), name + "=127.0.0.1:" + port + "\n", StandardOpenOption.APPEND);
    }

    /** The command line as a process of its own, for what an environment or a signal does. */
    ProcessBuilder process(String... words) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Deskferry.class.getName()));
        command.addAll(List.of(words));
        command.add("--fleet=" + folder.resolve("fleet"));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
    }

    Outcome run(String... words) {
        var arguments = new ArrayList<>(List.of(words));
        arguments.add("--fleet=" + folder.resolve("fleet"));
        var out = new StringWriter();
        var err = new StringWriter();
        var exitCode = Deskferry.run(arguments, new PrintWriter(out), new PrintWriter(err));
        return new Outcome(exitCode, out.toString(), err.toString());
    }
}
