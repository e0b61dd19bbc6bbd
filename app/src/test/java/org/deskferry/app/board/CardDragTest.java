package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import org.deskferry.app.fleet.FolderFleet;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.app.identity.FleetOffice;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.Stranger;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cards held over columns and dropped there, and the menu that does the same. */
final class CardDragTest extends OpenBoard {
    private static final Problem IO_URING = Samples.problem(
            ProblemKind.PROBLEM_KIND_NOT_DUMPABLE,
            "program redis-server (pid 211)",
            "It has an io_uring open, which cannot be moved.",
            "End the program, or what it does with this, then move the pod.");

    @Test
    void a_card_held_over_a_column_tells_what_the_move_costs() {
        robot.drag("#card-anna", MouseButton.PRIMARY).moveTo("#column-wsb").moveBy(5, 5);
        await(() -> text("#column-wsb .verdict-note").equals("412 MB to copy. It will be frozen for about 0.91 s."));
        assertEquals("Drop anna here to move it", text("#column-wsb .verdict-title"));
        robot.moveTo("#card-ben").drop();
    }

    @Test
    void a_card_held_over_a_column_tells_what_stands_in_the_way_and_may_be_dropped() {
        wsa.onCheck(_ -> Samples.hindered(IO_URING));
        wsa.onMove(fleet.working(20));
        robot.drag("#card-anna", MouseButton.PRIMARY).moveTo("#column-wsb").moveBy(5, 5);
        await(() -> text("#column-wsb .verdict-title").equals("anna cannot move to wsb as things are"));
        assertEquals("Program redis-server (pid 211)", text("#column-wsb .verdict .help-thing"));
        assertEquals(IO_URING.getReason(), text("#column-wsb .verdict .help-reason"));
        assertEquals(IO_URING.getRemedy(), text("#column-wsb .verdict .help-words"));
        robot.drop();
        await(() -> shown("#column-wsb #card-anna .move-result"));
    }

    @Test
    void a_card_can_be_dropped_before_anybody_has_answered() {
        wsa.onCheck(_ -> {
            Thread.sleep(60_000);
            return Samples.open();
        });
        wsa.onMove(fleet.working(20));
        robot.drag("#card-anna", MouseButton.PRIMARY).moveTo("#column-wsb").moveBy(5, 5);
        await(() -> text("#column-wsb .verdict-note").equals("Asking wsb whether it can come…"));
        robot.drop();
        await(() -> shown("#column-wsb #card-anna .move-result"));
    }

    @Test
    void the_menu_tells_what_stands_in_the_way() {
        fleet.add("wsc");
        await(() -> isOnline("wsc"));
        wsa.onCheck(request ->
                request.getDestination().equals("wsb") ? Samples.hindered(IO_URING, IO_URING) : Samples.open());
        focus("#card-anna");
        robot.type(KeyCode.M);
        await(() ->
                menuText("move-to-wsb").equals("wsb — in the way: program redis-server (pid 211) and 1 more thing"));
        await(() -> menuText("move-to-wsc").equals("wsc — frozen for about 0.91 s"));
        robot.type(KeyCode.ESCAPE);
    }

    @Test
    void a_workstation_of_another_fleet_is_not_trusted(@TempDir Path temp) throws Exception {
        var ours = new FleetFolder(temp.resolve("ours"));
        new FleetOffice(ours).init("otto");
        try (var stranger = Stranger.in(temp.resolve("theirs"), "wsx")) {
            fleet.add(stranger.member(), new FolderFleet(ours.path()));
            await(() -> text("#status-wsx").startsWith("Not trusted"));
            await(() -> text("#column-wsx .help-reason").contains("no workstation to trust"));
            robot.drag("#card-anna", MouseButton.PRIMARY).moveTo("#column-wsx").moveBy(5, 5);
            await(() -> text("#column-wsx .verdict-title").equals("wsx is not trusted."));
            robot.drop();
            await(() -> shown(".notification-bar"));
            assertFalse(shown("#card-anna .move-panel"));
        }
    }

    @Test
    void a_column_that_is_away_says_why_nothing_can_be_dropped() {
        wsb.goAway();
        await(() -> text("#status-wsb").startsWith("Away"));
        robot.drag("#card-anna", MouseButton.PRIMARY).moveTo("#column-wsb").moveBy(5, 5);
        await(() -> shown("#column-wsb .verdict"));
        assertEquals("wsb is away. It can take pods again once it is back.", text("#column-wsb .verdict-title"));
        robot.drop();
        await(() -> shown(".notification-bar"));
        assertFalse(shown("#card-anna .move-panel"));
    }

    private String menuText(String id) {
        return robot.lookup(".context-menu #" + id + " .label").<Node>queryAll().stream()
                .filter(Labeled.class::isInstance)
                .map(label -> ((Labeled) label).getText())
                .filter(text -> text != null && text.contains("ws"))
                .findFirst()
                .orElse("");
    }
}
