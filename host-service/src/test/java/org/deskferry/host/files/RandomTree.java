package org.deskferry.host.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.deskferry.host.linux.Directory;
import org.deskferry.host.linux.FileStatus;
import org.deskferry.host.linux.LinuxException;
import org.deskferry.host.linux.NativeBuffer;
import org.deskferry.host.linux.OpenFile;

/** Changes a tree in all the ways a pod can, at random but repeatable by seed. */
final class RandomTree implements AutoCloseable {
    private static final String[] NAMES = {
        "a", "b", "c", "with space", "new\nline", "\u00ff\u00fe raw", "\u0001", "-x", "ümlaut", "x".repeat(255)
    };

    private final Directory root;
    private final Random random;
    private final NativeBuffer buffer = NativeBuffer.of(3_000_000);
    private int owners = 100_000;

    RandomTree(Path path, long seed) throws IOException {
        root = Directory.open(path);
        random = new Random(seed);
    }

    /** Some changes; one that is not possible here and now is left out. */
    void change(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            try {
                changeOnce();
            } catch (LinuxException | NoSuchElementException e) {
                // Names are chosen blindly: a directory is not empty, a name is in use, a link's target is gone.
            }
        }
    }

    private void changeOnce() throws IOException {
        var directories = directories();
        var where = pick(directories);
        try (var directory = root.openDirectory(where).orElseThrow()) {
            var name = pick(List.of(NAMES));
            var edit = directory.edit();
            switch (random.nextInt(22)) {
                case 0, 1 -> edit.createDirectory(name);
                case 2, 3, 4 -> {
                    edit.createFile(name).close();
                    write(directory, name);
                }
                case 5, 6 -> write(directory, name);
                case 7 -> edit.createSymlink(name, random.nextBoolean() ? "/dangling/\u00ff" : "a");
                case 8 -> edit.createNode(name, random.nextBoolean() ? FileStatus.FIFO : FileStatus.SOCKET, 0);
                case 9 -> edit.createNode(name, FileStatus.CHARACTER_DEVICE, 0);
                case 10, 11 -> {
                    try (var from = root.openDirectory(pick(directories)).orElseThrow()) {
                        edit.createHardLink(name, from, pick(List.of(NAMES)));
                    }
                }
                case 12, 13 -> edit.removeFile(name);
                case 14 -> TreeRemoval.remove(root, where + "/" + name);
                case 15 -> edit.setOwner(name, owners + random.nextInt(100), owners + random.nextInt(100));
                case 16 -> {
                    if (directory.status(name).orElseThrow().type() != FileStatus.SYMLINK) {
                        edit.setPermissions(name, random.nextInt(010000));
                    }
                }
                case 17 -> edit.setModified(name, random.nextInt(), random.nextInt(1_000_000_000));
                case 18 -> directory.xattrs(name).set("user.x" + random.nextInt(3), bytes(random.nextInt(200)));
                case 19 -> directory.xattrs(name).set("trusted.overlay.opaque", new byte[] {'y'});
                case 20 ->
                    directory.xattrs(name).remove(pick(directory.xattrs(name).names()));
                default -> {
                    try (var to = root.openDirectory(pick(directories)).orElseThrow()) {
                        to.edit().move(directory, name, pick(List.of(NAMES)));
                    }
                }
            }
        }
    }

    private void write(Directory directory, String name) throws IOException {
        var before = directory.status(name).orElseThrow();
        if (!before.isFile()) {
            return;
        }
        try (var file = directory.edit().openFile(name)) {
            var size = before.size();
            switch (random.nextInt(4)) {
                case 0 -> file.resize(random.nextInt(2_000_000));
                case 1 -> fill(file, random.nextInt(1_200_000), random.nextInt(1_000_000));
                default -> fill(file, random.nextInt(5000), size > 0 ? random.nextLong(size) : 0);
            }
        }
        if (random.nextInt(3) == 0) {
            directory.edit().setModified(name, before.modifiedSeconds(), before.modifiedNanos());
        }
    }

    private void fill(OpenFile file, int length, long offset) throws IOException {
        buffer.bytes().put(0, bytes(length), 0, length);
        file.write(buffer, length, offset);
    }

    private byte[] bytes(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private List<String> directories() throws IOException {
        var found = new ArrayList<>(List.of(""));
        for (int i = 0; i < found.size() && found.size() < 40; i++) {
            var path = found.get(i);
            var opened = root.openDirectory(path);
            if (opened.isPresent()) {
                try (var directory = opened.get()) {
                    for (var name : directory.list()) {
                        if (directory.status(name).map(FileStatus::isDirectory).orElse(false)) {
                            found.add(path.isEmpty() ? name : path + "/" + name);
                        }
                    }
                }
            }
        }
        return found;
    }

    private <T> T pick(List<T> some) {
        if (some.isEmpty()) {
            throw new NoSuchElementException();
        }
        return some.get(random.nextInt(some.size()));
    }

    @Override
    public void close() {
        root.close();
        buffer.close();
    }
}
