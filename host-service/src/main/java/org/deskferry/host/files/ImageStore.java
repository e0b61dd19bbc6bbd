package org.deskferry.host.files;

import static org.deskferry.proto.problem.Phrases.say;

import com.google.protobuf.util.JsonFormat;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deskferry.host.linux.Command;
import org.deskferry.host.linux.CommandException;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ImageRecord;
import org.deskferry.proto.v1.ProblemKind;

/**
 * The images of this workstation: a directory each, named by the image's digest, that holds its file tree in
 * {@code root} and its record. They never change; one that is not complete and verified is not in here.
 *
 * <p>In an image each name is a file of its own. The overlay over it keeps in an index, which does not travel with a
 * pod, what became of a file with several names; a pod would find the old content under the other ones after a move.
 */
public final class ImageStore {
    private static final Duration UNPACK_LIMIT = Duration.ofMinutes(15);

    private final Path images;

    /** A store in {@code images}, which is made when the first image is. */
    public ImageStore(Path images) {
        this.images = images;
    }

    /**
     * Adds an image from a directory or a tar, packed in any way that the machine's tar knows. Returns its digest; the
     * image may have been here before.
     */
    public String add(Path source) throws IOException {
        try (var draft = ImageDraft.begin(images)) {
            if (Files.isDirectory(source)) {
                copy(source, draft.root());
            } else {
                unpack(source, draft.root());
            }
            var bytes = ImageTree.prepare(draft.root());
            var digest = TreeDigest.of(draft.root());
            draft.publish(digest, bytes);
            return digest;
        }
    }

    private static void copy(Path source, Path root) throws IOException {
        try (var sender = TreeSender.of(source);
                var receiver = TreeReceiver.ofImage(root)) {
            sender.send(receiver::accept);
        }
    }

    private static void unpack(Path tar, Path directory) {
        try {
            Command.run(
                    List.of(
                            "tar",
                            "--extract",
                            "--file=" + tar.toAbsolutePath(),
                            "--directory=" + directory,
                            "--numeric-owner",
                            "--same-owner",
                            "--preserve-permissions",
                            "--acls",
                            "--xattrs",
                            "--xattrs-include=*"),
                    UNPACK_LIMIT);
        } catch (CommandException e) {
            throw ProblemException.causedBy(
                    e,
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("image {0}", tar),
                    say("It can't be unpacked: {0}", e.getMessage()),
                    say("Give a tar of a file tree, and see that there is room for it."));
        }
    }

    /** Takes in an image that another workstation sends. */
    public ArrivingImage receive(String digest) throws IOException {
        return ArrivingImage.begin(ImageDraft.begin(images), digest);
    }

    /** Removes what additions left that never came to their end. Those under way in any process are left alone. */
    public void removeLeftovers() throws IOException {
        for (var leftover : ImageDraft.abandoned(images)) {
            TreeRemoval.remove(leftover);
        }
    }

    /** Digests of all images, the one added last first. */
    public List<String> list() {
        return records()
                .sorted(Comparator.comparing(ImageRecord::getAdded, Timestamps.comparator())
                        .reversed())
                .map(ImageRecord::getDigest)
                .toList();
    }

    public boolean has(String digest) {
        return record(digest).isPresent();
    }

    /** Digest of the image added last. */
    public String newest() {
        return list().stream()
                .findFirst()
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.PROBLEM_KIND_UNKNOWN_IMAGE,
                        say("this workstation"),
                        say("It has no image that a pod could start from."),
                        say("Add one with: deskferry-host image add FILE.")));
    }

    /** The file tree of an image, not to be changed. */
    public Path root(String digest) {
        existing(digest);
        return ImageDraft.folder(images, digest).resolve(ImageDraft.ROOT);
    }

    /** Bytes of content in all files of an image. */
    public long size(String digest) {
        return existing(digest).getBytes();
    }

    private ImageRecord existing(String digest) {
        return record(digest)
                .orElseThrow(() -> ProblemException.of(
                        ProblemKind.PROBLEM_KIND_UNKNOWN_IMAGE,
                        say("image {0}", digest),
                        say("This workstation does not have it."),
                        say("Choose one of its images, or add this one with: deskferry-host image add FILE.")));
    }

    private Stream<ImageRecord> records() {
        if (!Files.isDirectory(images)) {
            return Stream.empty();
        }
        try (var folders = Files.list(images)) {
            return folders
                    .map(folder -> TreeDigest.PREFIX + folder.getFileName())
                    .flatMap(digest -> record(digest).stream())
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<ImageRecord> record(String digest) {
        if (!TreeDigest.isDigest(digest)) {
            return Optional.empty();
        }
        var file = ImageDraft.folder(images, digest).resolve(ImageDraft.RECORD);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var record = ImageRecord.newBuilder();
            JsonFormat.parser().ignoringUnknownFields().merge(Files.readString(file), record);
            return Optional.of(record.build());
        } catch (IOException e) {
            throw new UncheckedIOException("the record of image " + digest + " is damaged", e);
        }
    }
}
