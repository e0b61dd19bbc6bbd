package org.deskferry.host.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deskferry.host.linux.Directory;
import org.deskferry.proto.v1.IdRange;

/**
 * A new pod's {@code /home}: a copy of the image's in the upper, from where it is mounted beside the overlay. That it is opaque keeps the
 * upper what it is without such a mount, too: the whole truth.
 */
final class OwnHome {
    private static final byte[] YES = {'y'};

    private OwnHome() {}

    /**
     * @param home of the image, as it is on disk
     * @param upper has none yet
     */
    static void make(Path home, Path upper, IdRange ids) throws IOException {
        var copy = Files.createDirectory(upper.resolve(home.getFileName()));
        try (var sender = TreeSender.of(home);
                var receiver = TreeReceiver.ofImage(copy)) {
            sender.send(receiver::accept);
        }
        new OwnerShift(TreeRules.OF_IMAGES.owners(), ids).apply(copy);
        try (var directory = Directory.open(upper)) {
            directory.xattrs(copy.getFileName().toString()).set("trusted.overlay.opaque", YES);
        }
    }
}
