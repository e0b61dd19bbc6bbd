package org.deskferry.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.deskferry.host.files.ImageStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code deskferry-host image}: the images of this workstation, also while the service runs. */
@Command(
        name = "image",
        mixinStandardHelpOptions = true,
        description = "The images that pods of this workstation start from.")
final class ImageCommand {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Main main;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Command(mixinStandardHelpOptions = true, description = "Adds a file tree as an image and prints its digest.")
    void add(@Parameters(paramLabel = "FILE", description = "A tar, or a directory.") Path source) {
        try {
            print(store().add(source));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Command(mixinStandardHelpOptions = true, description = "Lists the digests of all images, the newest first.")
    void ls() {
        store().list().forEach(this::print);
    }

    private ImageStore store() {
        return HostRooms.images(main.settings());
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
