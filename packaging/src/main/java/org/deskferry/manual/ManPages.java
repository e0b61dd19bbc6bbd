package org.deskferry.manual;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deskferry.app.cli.Deskferry;
import org.deskferry.host.Main;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the pages of {@code deskferry} and {@code deskferry-host}, and of each of their commands, in AsciiDoc. */
public final class ManPages {
    private ManPages() {}

    /** {@code arguments}: the folder; each program's pages are in one of its name there. */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        var nobody = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        write(folder, Deskferry.commandLine(nobody, nobody));
        write(folder, new CommandLine(new Main()));
    }

    private static void write(Path folder, CommandLine command) throws IOException {
        var place = Files.createDirectories(folder.resolve(command.getCommandName()));
        var ownTemplates = (File) null;
        var quiet = new boolean[0];
        var code =
                ManPageGenerator.generateManPage(place.toFile(), ownTemplates, quiet, true, command.getCommandSpec());
        if (code != 0) {
            throw new IOException("the pages of " + command.getCommandName() + " cannot be written: " + code);
        }
    }
}
