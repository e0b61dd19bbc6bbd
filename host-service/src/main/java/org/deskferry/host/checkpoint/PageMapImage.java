package org.deskferry.host.checkpoint;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The page map of a process as CRIU writes it: two magic numbers, then messages behind their lengths: a head that names the file of
 * the pages, and a {@code pagemap_entry} a range (CRIU, images/pagemap.proto). Numbers have 32 bits, little-endian.
 */
record PageMapImage(ByteString magic, UnknownFieldSet head, List<Range> ranges) {
    private static final Pattern NAME = Pattern.compile("pagemap-(\\d{1,9})\\.img");
    private static final int MAGIC_BYTES = 8;
    private static final int LARGEST_MESSAGE = 1 << 16;
    private static final int PAGE_SIZE = 4096;
    private static final int LAZY = 2;
    private static final int PRESENT = 4;

    /** Pages side by side. The fields of an entry: 1 address, 2 and 5 count, 4 flags. */
    record Range(UnknownFieldSet entry) {
        private static final int FLAGS = 4;

        long address() {
            return number(entry, 1);
        }

        /** CRIU 4.2 and newer count in 64 bits. */
        long bytes() {
            return (entry.hasField(5) ? number(entry, 5) : number(entry, 2)) * PAGE_SIZE;
        }

        /** Whether they may come after the process runs. */
        boolean isLazy() {
            return (flags() & LAZY) != 0;
        }

        /** Whether they are in the file of the pages. */
        boolean isPresent() {
            return (flags() & PRESENT) != 0;
        }

        private long flags() {
            return number(entry, FLAGS);
        }

        private Range present() {
            var flags = UnknownFieldSet.Field.newBuilder()
                    .addVarint(flags() | PRESENT)
                    .build();
            return new Range(
                    entry.toBuilder().clearField(FLAGS).addField(FLAGS, flags).build());
        }

        private static long number(UnknownFieldSet message, int field) {
            var values = message.getField(field).getVarintList();
            return values.isEmpty() ? 0 : values.getLast();
        }
    }

    /** The process whose page map is in a file of this name, as its pod numbers it; empty if it is another file. */
    static OptionalInt pid(Path file) {
        var name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? OptionalInt.of(Integer.parseInt(name.group(1))) : OptionalInt.empty();
    }

    static PageMapImage read(Path file) throws IOException {
        try (var messages = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            var magic = new byte[MAGIC_BYTES];
            messages.readFully(magic);
            var head = next(messages).orElseThrow(PageMapImage::damaged);
            var ranges = new ArrayList<Range>();
            for (var entry = next(messages); entry.isPresent(); entry = next(messages)) {
                ranges.add(new Range(entry.get()));
            }
            return new PageMapImage(ByteString.copyFrom(magic), head, ranges);
        }
    }

    private static Optional<UnknownFieldSet> next(DataInputStream messages) throws IOException {
        var length = messages.readNBytes(Integer.BYTES);
        if (length.length == 0) {
            return Optional.empty();
        }
        var size = length.length == Integer.BYTES
                ? ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt()
                : 0;
        if (size <= 0 || size > LARGEST_MESSAGE) {
            throw damaged();
        }
        var message = new byte[size];
        messages.readFully(message);
        return Optional.of(UnknownFieldSet.parseFrom(message));
    }

    private static IOException damaged() {
        return new IOException("a page map of the checkpoint is damaged");
    }

    /** The name of the file of its pages. */
    String pagesFile() {
        return "pages-" + Range.number(head, 1) + ".img";
    }

    /** As a file, of the same ranges with all their pages in the file of the pages. */
    byte[] whole() throws IOException {
        var file = new ByteArrayOutputStream();
        magic.writeTo(file);
        append(file, head);
        for (var range : ranges) {
            append(file, range.present().entry());
        }
        return file.toByteArray();
    }

    private static void append(ByteArrayOutputStream file, UnknownFieldSet message) throws IOException {
        file.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(message.getSerializedSize())
                .array());
        message.writeTo(file);
    }
}
