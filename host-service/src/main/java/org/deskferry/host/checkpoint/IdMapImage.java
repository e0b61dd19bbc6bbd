package org.deskferry.host.checkpoint;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.IdRange;
import org.deskferry.proto.v1.ProblemKind;

/**
 * The one file of a checkpoint that knows the pod's ids outside: {@code userns-N.img}, the maps of its user namespace. All other
 * files hold ids as the pod's programs see them, so a pod can wake with another range.
 *
 * <p>An image file is two magic numbers, then for each object its length and the object (criu/images/userns.proto), all numbers
 * in 32 bits, little-endian.
 */
public final class IdMapImage {
    private static final int MAGIC = 2 * Integer.BYTES;
    private static final int COMMON_MAGIC = 0x54564319;
    private static final int USERNS_MAGIC = 0x55474906;
    private static final int UID_MAP = 1;
    private static final int GID_MAP = 2;

    private IdMapImage() {}

    /**
     * Makes 0 to count-1 inside be {@code ids} outside.
     *
     * @throws ProblemException (CORRUPT_STREAM) if the checkpoint has not exactly one user namespace
     */
    public static void replace(Path images, IdRange ids) throws IOException {
        var file = file(images);
        var header = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (header.limit() < MAGIC || header.getInt() != COMMON_MAGIC || header.getInt() != USERNS_MAGIC) {
            throw corrupt();
        }
        var maps = maps(ids);
        Files.write(
                file,
                ByteBuffer.allocate(MAGIC + Integer.BYTES + maps.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(COMMON_MAGIC)
                        .putInt(USERNS_MAGIC)
                        .putInt(maps.length)
                        .put(maps)
                        .array());
    }

    private static Path file(Path images) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(images, "userns-*.img")) {
            var files = found.iterator();
            if (!files.hasNext()) {
                throw corrupt();
            }
            var file = files.next();
            if (files.hasNext()) {
                throw corrupt();
            }
            return file;
        }
    }

    private static byte[] maps(IdRange ids) throws IOException {
        var extent = new ByteArrayOutputStream();
        var fields = CodedOutputStream.newInstance(extent);
        fields.writeUInt32(1, 0);
        fields.writeUInt32(2, ids.getFirst());
        fields.writeUInt32(3, ids.getCount());
        fields.flush();
        var maps = new ByteArrayOutputStream();
        var entry = CodedOutputStream.newInstance(maps);
        for (var map : new int[] {UID_MAP, GID_MAP}) {
            entry.writeTag(map, WireFormat.WIRETYPE_LENGTH_DELIMITED);
            entry.writeUInt32NoTag(extent.size());
            entry.writeRawBytes(extent.toByteArray());
        }
        entry.flush();
        return maps.toByteArray();
    }

    private static ProblemException corrupt() {
        return ProblemException.of(
                ProblemKind.PROBLEM_KIND_CORRUPT_STREAM,
                say("the checkpoint"),
                say("It has no user namespace as pods have one."),
                say("Export the pod, or take the snapshot, anew."));
    }
}
