package org.deskferry.host.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Deed;
import org.deskferry.proto.v1.HistoryEntry;
import org.deskferry.proto.v1.ListHistoryRequest;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of what was done, and what is found in it. */
class HistoryTest {
    @TempDir
    Path folder;

    @Test
    void anotherServiceGoesOnWhereTheLastOneEnded() {
        var history = History.in(folder);
        history.enter(move("anna", "olga"));
        history.enter(move("ben", "olga"));
        var later = History.in(folder);
        later.enter(move("cleo", "pia"));
        assertEquals(List.of("cleo", "ben", "anna"), names(later, ask()));
        assertEquals(
                List.of(3L, 2L, 1L),
                later.list(ask().build()).getEntriesList().stream()
                        .map(HistoryEntry::getNumber)
                        .toList());
    }

    @Test
    void aLineThatACrashCutShortIsPassedOver() throws IOException {
        History.in(folder).enter(move("anna", "olga"));
        Files.writeString(folder.resolve("history.jsonl"), "\n{\"number\":\"2\",\"podNa", StandardOpenOption.APPEND);
        var later = History.in(folder);
        later.enter(move("ben", "olga"));
        assertEquals(List.of("ben", "anna"), names(later, ask()));
    }

    @Test
    void theOldestIsForgottenWhenThereIsTooMuch() throws IOException {
        var history = History.in(folder, 2000);
        for (int i = 0; i < 100; i++) {
            history.enter(move("pod-" + i, "olga"));
        }
        var kept = names(history, ask().setMost(500));
        assertTrue(kept.size() > 10 && kept.size() < 50, () -> "kept " + kept.size());
        assertEquals("pod-99", kept.getFirst());
        try (var files = Files.list(folder)) {
            assertTrue(files.mapToLong(file -> file.toFile().length()).sum() < 5000);
        }
        var later = History.in(folder, 2000);
        later.enter(move("last", "olga"));
        assertEquals(101, later.list(ask().setMost(1).build()).getEntries(0).getNumber());
    }

    @Test
    void eachFieldNarrowsAndPagesFollowEachOther() {
        var history = History.in(folder);
        history.enter(move("anna", "olga"));
        history.enter(move("ben", "pia").setDestination("desk-3"));
        history.enter(move("anna", "pia"));
        assertEquals(List.of("anna", "anna"), names(history, ask().setPod("anna")));
        assertEquals(List.of("anna", "anna"), names(history, ask().setPod("id-anna")));
        assertEquals(List.of("ben"), names(history, ask().setWorkstation("desk-3")));
        assertEquals(List.of("anna", "ben"), names(history, ask().setWho("pia")));
        var inAnHour = Timestamps.fromMillis(System.currentTimeMillis() + 3_600_000);
        assertEquals(List.of(), names(history, ask().setSince(inAnHour)));
        var first = history.list(ask().setMost(2).build());
        assertTrue(first.getMore());
        var rest = history.list(
                ask().setMost(2).setBefore(first.getEntries(1).getNumber()).build());
        assertFalse(rest.getMore());
        assertEquals("anna", rest.getEntries(0).getPodName());
    }

    @Test
    void whatCannotBeAskedForIsRefused() {
        refuses(ask().setMost(501));
        refuses(ask().setMost(-1));
        refuses(ask().setPod("p".repeat(101)));
        refuses(ask().setWho("w".repeat(101)));
        refuses(ask().setSince(Timestamp.newBuilder().setNanos(-1)));
    }

    private void refuses(ListHistoryRequest.Builder request) {
        var refusal =
                assertThrows(ProblemException.class, () -> History.in(folder).list(request.build()));
        assertEquals(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                refusal.problems().getFirst().getKind());
    }

    private static ListHistoryRequest.Builder ask() {
        return ListHistoryRequest.newBuilder();
    }

    private static List<String> names(History history, ListHistoryRequest.Builder request) {
        return history.list(request.build()).getEntriesList().stream()
                .map(HistoryEntry::getPodName)
                .toList();
    }

    private static HistoryEntry.Builder move(String pod, String who) {
        return HistoryEntry.newBuilder()
                .setDeed(Deed.DEED_MOVE)
                .setPodId("id-" + pod)
                .setPodName(pod)
                .setWho(who)
                .setWorkstation("desk-1")
                .setDestination("desk-2");
    }
}
