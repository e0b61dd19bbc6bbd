package org.deskferry.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.util.Durations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.MoveResult;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A desktop with programs at work moves to another workstation and back; then each thing that may not suffer is looked at. */
@Tag("alone")
@ExtendWith(LabExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MoveTest {
    private static final String LETTER = "Dear Anna,\nthis text was never saved.\n";

    private final List<Sight> sights = new ArrayList<>();
    private final List<String> residue = new ArrayList<>();
    private final List<MoveResult> results = new ArrayList<>();
    private final List<MoveResult> lookers = new ArrayList<>();
    private final List<Integer> newPids = new ArrayList<>();
    private final List<List<String>> mounts = new ArrayList<>();
    private String past = "";

    @AutoClose
    private LabPod pod;

    private Editor editor;

    @AutoClose
    private Witnesses witnesses;

    @BeforeAll
    void moveThereAndBack(Lab lab) throws IOException {
        var wsa = lab.workstation("wsa");
        var wsb = lab.workstation("wsb");
        pod = LabPod.create(lab, wsa, "anna");
        editor = Editor.open(pod);
        editor.type(LETTER);
        witnesses = Witnesses.start(lab, pod);
        sights.add(Sight.of(pod, editor, witnesses));
        newPids.add(newPid());
        mounts.add(mounts());
        move(wsa, wsb);
        forgetDirectories();
        move(wsb, wsa);
        past = lab.deskferry("history", "--pod", pod.id()).output();
    }

    private void move(Workstation from, Workstation to) {
        var since = Witnesses.now();
        var result = pod.moveTo(to);
        witnesses.awaitLife();
        residue.addAll(Residue.ofPod(from, pod.id()));
        residue.addAll(Residue.ofMoves(to, pod.id()));
        residue.addAll(from.census(pod.id()));
        lookers.add(resultSeenAt(from));
        results.add(result);
        sights.add(Sight.of(pod, editor, witnesses));
        newPids.add(newPid());
        mounts.add(mounts());
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

    /** As the kernel does when memory is short: those that programs watch, too (proc_sys_vm(5), drop_caches). */
    private static void forgetDirectories() throws IOException {
        Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "2");
    }

    /** The result of the move, as one sees it who did not ask for it. */
    private MoveResult resultSeenAt(Workstation source) {
        return source.look().getMovesList().stream()
                .filter(move -> move.getPodId().equals(pod.id()))
                .findFirst()
                .map(MoveProgress::getResult)
                .orElse(MoveResult.getDefaultInstance());
    }

    /** The number of a process that has just been started in the pod. */
    private int newPid() {
        return Integer.parseInt(pod.ask("echo $$").strip());
    }

    /** Point, options and kind of each. */
    private List<String> mounts() {
        return Node.read(Path.of("/proc/" + pod.initPid() + "/mountinfo"))
                .lines()
                .map(line -> line.split(" "))
                .map(fields -> fields[4] + " " + fields[5] + " " + fields[7])
                .sorted()
                .toList();
    }

    @Test
    void mountsAreTheSame() {
        var first = mounts.getFirst();
        assertTrue(
                first.stream().anyMatch(mount -> mount.matches("/usr ro,nosuid,nodev,\\w+,idmapped .*")),
                first::toString);
        assertTrue(first.stream().noneMatch(mount -> mount.matches("/usr .* overlay")), first::toString);
        assertEquals(first, mounts.get(1));
        assertEquals(first, mounts.get(2));
    }

    @Test
    void processesKeepTheirNumbersAndParents() {
        assertTrue(sights.getFirst().processes().size() > 12, () -> "too few: " + sights.getFirst());
        assertEquals(sights.get(0).processes(), sights.get(1).processes());
        assertEquals(sights.get(0).processes(), sights.get(2).processes());
    }

    /** Each needs those before it; a session manager that no longer waits for them would come up by luck. */
    @Test
    void theSessionCameUpInOrder() {
        var processes = sights.getFirst().processes();
        var numbers = Stream.of("Xvnc", "dbus-daemon", "xfwm4", "xfsettingsd", "xfce4-panel", "xfdesktop")
                .map(program -> numberOf(program, processes))
                .toList();
        assertEquals(numbers.stream().sorted().toList(), numbers, processes::toString);
    }

    private static int numberOf(String program, Map<Integer, String> processes) {
        return processes.entrySet().stream()
                .filter(process ->
                        List.of(process.getValue().split(" ", -1)).get(1).equals(program))
                .map(Map.Entry::getKey)
                .min(Comparator.naturalOrder())
                .orElseThrow(() -> new AssertionError("no " + program + " in " + processes));
    }

    @Test
    void whoLooksOnSeesTheResults() {
        assertEquals(results, lookers);
    }

    /** Of the memory; its files and the rest of a checkpoint come anew. */
    @Test
    void whenItComesBackItBringsLittleOfWhatWasThere() {
        var there = results.getFirst().getBytes();
        var back = results.getLast().getBytes();
        assertTrue(back < there / 2, () -> there + " bytes there, " + back + " back");
    }

    @Test
    void whoLooksOnDoesNotGetTheKeyOfKeptPages(Lab lab) {
        var wsa = lab.workstation("wsa");
        assertTrue(wsa.describe(pod.id()).getManifest().getKeptKey().isEmpty());
        assertTrue(wsa.look().getPodsList().stream()
                .allMatch(seen -> seen.getManifest().getKeptKey().isEmpty()));
    }

    /** The newest first; each column but the times. */
    @Test
    void theHistoryTellsWhatWasDone() {
        var deeds = past.lines()
                .skip(1)
                .map(line -> List.of(line.split(" {2,}", -1)))
                .map(row -> row.get(2) + " " + row.get(3) + " " + row.get(4) + " " + row.get(5) + " " + row.getLast())
                .toList();
        assertEquals(List.of("move anna wsb wsa done", "move anna wsa wsb done"), deeds.subList(0, 2), past);
    }

    @Test
    void newProcessesGetNewNumbers() {
        assertEquals(newPids.stream().sorted().distinct().toList(), newPids);
    }

    @Test
    void theEditorShowsTheSameText() {
        assertEquals(sights.get(0).text(), sights.get(1).text());
        assertEquals(sights.get(0).text(), sights.get(2).text());
    }

    @Test
    void theEditorGoesOnAndSavesWhatWasTyped() throws Exception {
        editor.type("It is now.\n");
        assertEquals(LETTER + "It is now.\n", editor.save("letter.txt"));
    }

    @Test
    void countClockFilesAndInotifyAreWhole() {
        sights.forEach(sight -> assertEquals(List.of(), sight.faults()));
    }

    @Test
    void connectionsAreKept() {
        results.forEach(result -> {
            assertEquals(2, result.getConnectionsBefore());
            assertEquals(2, result.getConnectionsKept());
        });
        assertEquals(sights.get(0).segmentSizes(), sights.get(1).segmentSizes());
        assertEquals(sights.get(0).segmentSizes(), sights.get(2).segmentSizes());
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
        assertEquals(List.of(), residue);
    }
}
