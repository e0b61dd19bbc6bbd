package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javafx.scene.input.KeyCode;
import org.deskferry.app.scripted.Samples;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pods at rest that go to files and come from them, in the window. */
final class TransferBoardTest extends OpenBoard {
    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void rest() {
        file = folder.resolve("anna.pod");
        wsa.put(Samples.suspended(anna));
        await(() -> shown("#card-anna .chip"));
        files.choose(file);
    }

    private void openExport() {
        robot.clickOn("#menu-anna");
        await(() -> shown("#menu-export"));
        robot.clickOn("#menu-export");
        await(() -> shown("#export-dialog"));
    }

    private void openImport(String workstation) {
        robot.clickOn("#column-menu-" + workstation);
        await(() -> shown("#menu-import"));
        robot.clickOn("#menu-import");
        await(() -> shown("#import-dialog"));
    }

    private void export() {
        openExport();
        robot.clickOn("#export-ok");
        await(() -> !shown("#export-dialog"));
    }

    private String notice() {
        return shown(".notification-bar") ? text(".notification-bar .label") : "";
    }

    private List<Path> left() throws IOException {
        try (var all = Files.list(folder)) {
            return all.toList();
        }
    }

    @Test
    void a_pod_goes_to_a_file_and_to_another_workstation() {
        export();
        assertEquals("anna", files.suggested());
        await(() -> notice().equals("anna is in anna.pod. The pod is that file now."));
        await(() -> !shown("#card-anna"));
        openImport("wsb");
        await(() -> !node("#import-ok").isDisabled());
        assertFalse(shown("#import-passphrase"), "the file is not locked");
        robot.clickOn("#import-ok");
        await(() -> shown("#column-wsb #card-anna") && !shown("#import-dialog"));
        await(() -> notice().equals("anna is on wsb. It is suspended: wake it with S."));
    }

    @Test
    void a_copy_leaves_the_pod_where_it_is() throws IOException {
        openExport();
        robot.clickOn("#export-copy").clickOn("#export-ok");
        await(() -> notice().startsWith("anna is in anna.pod. It is a copy"));
        assertEquals(List.of("copy anna"), wsa.rest().asked());
        assertTrue(shown("#column-wsa #card-anna"));
        assertEquals(List.of(file), left());
    }

    @Test
    void a_passphrase_locks_the_file_and_is_asked_for() {
        openExport();
        fill("#export-passphrase", "short");
        await(() -> node("#export-ok").isDisabled());
        assertEquals("It is too short: choose at least 8 characters.", text("#export-dialog .field-problem"));
        fill("#export-passphrase", "correct horse");
        await(() -> text("#export-dialog .field-problem").equals("The two are not the same."));
        fill("#export-again", "correct horse");
        await(() -> !node("#export-ok").isDisabled());
        robot.clickOn("#export-ok");
        await(() -> !shown("#card-anna"));
        openImport("wsb");
        await(() -> shown("#import-passphrase"));
        fill("#import-passphrase", "wrong horse");
        robot.clickOn("#import-ok");
        await(() -> shown("#import-dialog .trouble"));
        assertEquals("Archive " + file, text("#import-dialog .help-thing"));
        fill("#import-passphrase", "correct horse");
        robot.clickOn("#import-ok");
        await(() -> shown("#column-wsb #card-anna"));
    }

    @Test
    void an_export_is_called_off_and_leaves_nothing() throws IOException {
        var gate = new CountDownLatch(1);
        wsa.rest().waitFor(gate);
        openExport();
        robot.clickOn("#export-ok");
        await(() -> text("#export-dialog .transfer-words").equals("Writing: 1 MB so far")
                || text("#export-dialog .transfer-words").startsWith("Writing: "));
        robot.type(KeyCode.ESCAPE);
        await(() -> notice().startsWith("The export of anna is cancelled."));
        gate.countDown();
        assertFalse(shown("#export-dialog"));
        assertTrue(shown("#column-wsa #card-anna"));
        assertEquals(List.of(), left());
    }

    @Test
    void a_refused_export_is_explained_and_can_be_tried_again() throws IOException {
        wsa.rest()
                .refuse(Samples.problem(
                        ProblemKind.PROBLEM_KIND_POD_BUSY, "pod anna", "It is being resumed.", "Wait for its end."));
        openExport();
        robot.clickOn("#export-ok");
        await(() -> shown("#export-dialog .trouble"));
        assertEquals("Pod anna", text("#export-dialog .help-thing"));
        assertEquals("It is being resumed.", text("#export-dialog .help-reason"));
        assertEquals("Wait for its end.", text("#export-dialog .help-words"));
        assertEquals(List.of(), left());
        wsa.rest().refuse();
        robot.clickOn("#export-ok");
        await(() -> !shown("#card-anna"));
    }

    @Test
    void a_file_in_the_way_stays() throws IOException {
        Files.writeString(file, "other");
        openExport();
        robot.clickOn("#export-ok");
        await(() -> text("#export-dialog .help-reason").equals("It exists already."));
        assertEquals("other", Files.readString(file));
        robot.clickOn("#export-cancel");
        await(() -> !shown("#export-dialog"));
    }

    @Test
    void what_is_no_archive_is_not_imported() throws IOException {
        Files.writeString(file, "other, and longer than a beginning");
        openImport("wsb");
        await(() -> text("#import-dialog .help-reason").equals("It is not an archive of a pod."));
        assertTrue(node("#import-ok").isDisabled());
    }

    @Test
    void a_pod_that_is_on_the_board_does_not_come_twice() {
        export();
        await(() -> !shown("#card-anna"));
        wsa.put(Samples.suspended(anna));
        await(() -> shown("#column-wsa #card-anna"));
        openImport("wsb");
        await(() -> !node("#import-ok").isDisabled());
        robot.clickOn("#import-ok");
        await(() -> text("#import-dialog .help-reason").equals("It is on wsa already, and must not be in two places."));
    }

    private void exportAndOpenImport() {
        export();
        await(() -> !shown("#card-anna"));
        openImport("wsb");
        await(() -> !node("#import-ok").isDisabled());
    }

    @Test
    void a_pod_may_be_imported_under_another_name() {
        wsb.put(Samples.pod("bert", 2, 1));
        await(() -> shown("#card-bert"));
        exportAndOpenImport();
        fill("#import-name", "bert");
        await(() -> node("#import-ok").isDisabled());
        assertEquals("A pod called bert exists already.", text("#import-dialog .field-problem"));
        fill("#import-name", "Carla");
        await(() -> text("#import-dialog .field-problem").startsWith("1 to 40 of"));
        fill("#import-name", "carla");
        await(() -> !node("#import-ok").isDisabled());
        robot.clickOn("#import-ok");
        await(() -> shown("#column-wsb #card-carla"));
    }

    @Test
    void an_import_is_called_off() {
        exportAndOpenImport();
        wsb.rest().waitFor(new CountDownLatch(1));
        robot.clickOn("#import-ok");
        await(() -> wsb.rest().asked().contains("import anna"));
        assertTrue(node("#import-name").isDisabled());
        robot.clickOn("#import-cancel");
        await(() -> notice().equals("The import is cancelled. Nothing of it is left on wsb."));
        assertFalse(shown("#import-dialog"));
        assertFalse(shown("#card-anna"));
    }

    @Test
    void a_refused_import_is_explained_and_can_be_tried_again() {
        exportAndOpenImport();
        wsb.rest()
                .refuse(Samples.problem(
                        ProblemKind.PROBLEM_KIND_DISK_FULL, "disk of wsb", "It is full.", "Make room on it."));
        robot.clickOn("#import-ok");
        await(() -> shown("#import-dialog .trouble"));
        assertEquals("It is full.", text("#import-dialog .help-reason"));
        wsb.rest().refuse();
        robot.clickOn("#import-ok");
        await(() -> shown("#column-wsb #card-anna"));
    }
}
