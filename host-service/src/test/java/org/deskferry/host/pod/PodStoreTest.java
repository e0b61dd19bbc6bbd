package org.deskferry.host.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deskferry.host.linux.Command;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.PodRecord;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records on a disk that may be full. */
class PodStoreTest {
    private static final String ID = "01234567-89ab-cdef-0123-456789abcdef";

    @TempDir
    Path disk;

    private PodStore store = new PodStore(Path.of(""));

    @BeforeEach
    void mount() {
        Command.run(List.of("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString()));
        store = new PodStore(disk.resolve("pods"));
    }

    @AfterEach
    void unmount() {
        Command.run(List.of("umount", disk.toString()));
    }

    private static PodRecord record(String name) {
        return PodRecord.newBuilder()
                .setManifest(PodManifest.newBuilder().setId(ID).setName(name))
                .build();
    }

    private void fill() throws IOException {
        try (var file = Files.newOutputStream(disk.resolve("filling"))) {
            var page = new byte[4096];
            assertThrows(IOException.class, () -> {
                while (true) {
                    file.write(page);
                }
            });
        }
    }

    private void refuse(PodRecord record) {
        var refused = assertThrows(ProblemException.class, () -> store.save(record));
        assertEquals(
                ProblemKind.PROBLEM_KIND_DISK_FULL,
                refused.problems().getFirst().getKind());
    }

    @Test
    void a_new_pod_without_room_for_its_record_leaves_nothing() throws IOException {
        fill();
        refuse(record("anna"));
        assertEquals(List.of(), store.ids());
    }

    @Test
    void an_old_record_stays_where_there_is_no_room_for_a_new_one() throws IOException {
        store.save(record("anna"));
        fill();
        refuse(record("bert"));
        assertEquals(Optional.of(record("anna")), store.load(ID));
        assertEquals(List.of(ID), store.ids());
    }
}
