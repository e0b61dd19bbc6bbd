package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Durations;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deskferry.proto.v1.MoveResult;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A desktop with programs at work moves to another workstation and back; then each thing that may not suffer is looked at. */
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoveTest {
    private static final String LETTER = "Dear Anna,\nthis text was never saved.\n";

    private final List<Station> stations = new ArrayList<>();
    private final List<MoveResult> results = new ArrayList<>();

    @AutoClose
    private LabPod pod;

    private Editor editor;

    @AutoClose
    private Witnesses witnesses;

    /** What was seen between moves. */
    private record Station(
            Map<Integer, String> processes,
            IntBuffer text,
            List<Integer> segmentSizes,
            List<String> faults,
            List<String> residue) {}

    @BeforeAll
    void moveThereAndBack(Lab lab) {
        var wsa = lab.workstation("wsa");
        var wsb = lab.workstation("wsb");
        pod = LabPod.create(lab, wsa, "anna");
        editor = Editor.open(pod);
        editor.type(LETTER);
        witnesses = Witnesses.start(lab, pod);
        stations.add(look(List.of()));
        move(wsa, wsb);
        move(wsb, wsa);
    }

    private void move(Workstation from, Workstation to) {
        var since = Witnesses.now();
        var result = pod.moveTo(to);
        witnesses.awaitLife();
        var residue = new ArrayList<>(Residue.ofPod(from, pod.id()));
        residue.addAll(Residue.ofMoves(to, pod.id()));
        residue.addAll(from.census(pod.id()));
        results.add(result);
        stations.add(look(residue));
        System.out.printf(
                "%s -> %s: frozen %d ms; largest gap in the pod %d ms, at the peer %s ms; %d of %d connections kept%n",
                from.name(),
                to.name(),
                Durations.toMillis(result.getFrozen()),
                witnesses.gap(since).toMillis(),
                witnesses.conversations().stream()
                        .map(conversation -> conversation.peerGap(since).toMillis())
                        .toList(),
                result.getConnectionsKept(),
                result.getConnectionsBefore());
    }

    private Station look(List<String> residue) {
        return new Station(pod.processes(), editor.pixels(), pod.segmentSizes(), witnesses.faults(), residue);
    }

    @Test
    void processesKeepTheirNumbersAndParents() {
        assertTrue(stations.getFirst().processes().size() > 12, () -> "too few: " + stations.getFirst());
        assertEquals(stations.get(0).processes(), stations.get(1).processes());
        assertEquals(stations.get(0).processes(), stations.get(2).processes());
    }

    @Test
    void theEditorShowsTheSameText() {
        assertEquals(stations.get(0).text(), stations.get(1).text());
        assertEquals(stations.get(0).text(), stations.get(2).text());
    }

    @Test
    void theEditorGoesOnAndSavesWhatWasTyped() throws Exception {
        editor.type("It is now.\n");
        assertEquals(LETTER + "It is now.\n", editor.save("letter.txt"));
    }

    @Test
    void countClockFilesAndInotifyAreWhole() {
        stations.forEach(station -> assertEquals(List.of(), station.faults()));
    }

    @Test
    void connectionsAreKept() {
        results.forEach(result -> {
            assertEquals(2, result.getConnectionsBefore());
            assertEquals(2, result.getConnectionsKept());
        });
        assertEquals(stations.get(0).segmentSizes(), stations.get(1).segmentSizes());
        assertEquals(stations.get(0).segmentSizes(), stations.get(2).segmentSizes());
    }

    @Test
    void noByteIsLostOrRepeated() {
        witnesses.conversations().forEach(conversation -> assertEquals(List.of(), conversation.finish()));
    }

    @Test
    void nothingIsLeftBehind() {
        results.forEach(result -> {
            assertEquals(List.of(), result.getResidueList());
            assertEquals(List.of(), result.getDestinationResidueList());
        });
        stations.forEach(station -> assertEquals(List.of(), station.residue()));
    }
}
