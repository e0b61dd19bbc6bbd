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
        description = "The images that pods of this workstation start from.",
        subcommands = {ImageCommand.Add.class, ImageCommand.Ls.class})
final class ImageCommand {
    @ParentCommand
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Main main;

    private ImageStore store() {
        return HostRooms.images(main.settings());
    }

    /** {@code deskferry-host image add}. */
    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            description = "Adds a file tree as an image and prints its digest.")
    static final class Add implements Runnable {
        @ParentCommand
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private ImageCommand image;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "A tar, or a directory.")
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private Path source;

        @Override
        public void run() {
            try {
                spec.commandLine().getOut().println(image.store().add(source));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** {@code deskferry-host image ls}. */
    @Command(
            name = "ls",
            mixinStandardHelpOptions = true,
            description = "Lists the digests of all images, the newest first.")
    static final class Ls implements Runnable {
        @ParentCommand
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private ImageCommand image;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it
        private CommandSpec spec;

        @Override
        public void run() {
            image.store().list().forEach(spec.commandLine().getOut()::println);
        }
    }
}
