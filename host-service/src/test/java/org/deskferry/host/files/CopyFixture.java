package org.deskferry.host.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.deskferry.host.linux.ChangedName;
import org.deskferry.host.linux.Command;
import org.deskferry.proto.v1.IdRange;

/** A tree, and its copy that is made round after round. */
final class CopyFixture implements AutoCloseable {
    static final IdRange MANY = IdRange.newBuilder().setCount(200_000).build();

    final Path source;
    final Path destination;
    private final TreeSender sender;
    private final TreeReceiver receiver;

    CopyFixture(Path temp) throws IOException {
        source = Files.createDirectories(temp.resolve("source"));
        destination = Files.createDirectory(temp.resolve("destination"));
        sender = TreeSender.of(source);
        receiver = TreeReceiver.ofPod(destination, MANY);
    }

    /** Runs a shell script in the source tree. */
    void shell(String script) {
        Command.run(List.of("bash", "-ec", "cd " + source + "\n" + script));
    }

    /** A round after which the trees are the same. */
    Round copy(String... mapped) throws IOException {
        var round = send(mapped);
        assertEquals(TreeListing.of(source), TreeListing.of(destination));
        return round;
    }

    Round send(String... mapped) throws IOException {
        return sender.send(receiver::accept, Set.of(mapped));
    }

    Round sendNames() throws IOException {
        return sender.sendNames(receiver::accept);
    }

    Round sendChanges(Set<ChangedName> changes, String... mapped) throws IOException {
        return sender.sendChanges(receiver::accept, Set.of(mapped), changes);
    }

    /** Blocks, of 512 bytes, that a file of the copy takes. */
    long blocks(String name) {
        return Long.parseLong(Command.run(
                List.of("stat", "-c", "%b", destination.resolve(name).toString())));
    }

    @Override
    public void close() {
        sender.close();
        receiver.close();
    }
}
