package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.deskferry.app.finding.Announcement;
import org.deskferry.app.identity.Fleet;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.app.identity.FleetOffice;
import org.deskferry.app.identity.Member;
import org.deskferry.app.pairing.ScriptedNewcomer;
import org.deskferry.app.scripted.Display;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.Stranger;
import org.deskferry.app.settings.Theme;
import org.deskferry.app.settings.View;
import org.deskferry.app.words.Language;
import org.deskferry.pairing.Fingerprint;
import org.deskferry.pairing.PairingCode;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

/** A workstation is taken into a real fleet through the window, over real TLS, with mouse or keyboard; and whatever is in the way is said. */
@ExtendWith(Display.class)
final class AdmissionTest {
    private static final String TYPED = "4821 0937 55";

    @TempDir
    Path temp;

    private final FxRobot robot = new FxRobot();
    private final KeyPair keys = ScriptedNewcomer.newKeys();
    private final Fingerprint key = Fingerprint.of(keys.getPublic());
    private ScriptedNewcomer newcomer;
    private FleetOffice office;
    private LanFleet fleet;
    private Stage stage;

    AdmissionTest() throws Exception {}

    @BeforeEach
    void open() throws Exception {
        newcomer = new ScriptedNewcomer(keys, keys, PairingCode.parse(TYPED));
        office = new FleetOffice(new FleetFolder(folder()));
        office.init("olga");
        fleet = new LanFleet(folder());
        stage = FxToolkit.registerPrimaryStage();
        FxToolkit.setupFixture(() -> {
            var _ = BoardWindow.open(
                    stage, fleet, new ScriptedFiles(), Chosen.in(temp, Theme.LIGHT, 14, Language.ENGLISH, View.BOARD));
            stage.setWidth(1280);
            stage.setHeight(800);
        });
        await("#no-workstations");
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.setupFixture(stage::hide);
        FxToolkit.cleanupStages();
        newcomer.close();
    }

    @Test
    void one_that_is_found_is_taken_in_by_the_keyboard_alone() throws Exception {
        robot.push(KeyCode.CONTROL, KeyCode.N);
        await("#neighbours-none");
        assertEquals("admission-address", focused());
        fleet.announce(
                new Announcement("desk-3", "10.0.0.3:7443", key, Optional.of(key)),
                new Announcement("desk-7", newcomer.place().address(), key, Optional.empty()));
        OpenBoard.await(() -> neighbours().getItems().size() == 1);
        // Cells come with the next layout.
        OpenBoard.await(() -> robot.lookup("#neighbours .list-cell").<Node>queryAll().stream()
                .map(Node::getAccessibleText)
                .anyMatch(("Workstation desk-7 at " + newcomer.place().address())::equals));
        robot.push(KeyCode.SHIFT, KeyCode.TAB);
        assertEquals("neighbours", focused());
        robot.type(KeyCode.DOWN).type(KeyCode.ENTER);
        await("#admission-code");
        assertEquals(key.words(), text("#admission-fingerprint"));
        assertEquals("admission-code", focused());
        assertTrue(isDisabled("#admission-next"), "without a code");
        write(TYPED);
        robot.type(KeyCode.ENTER);
        await("#column-desk-7");
        assertFalse(isThere("#admission-dialog"));
        assertEquals(List.of(member("")), members());
        assertFalse(newcomer.certificate.isEmpty());
        assertTrue(text(".notification-bar .label").contains("desk-7 belongs to the fleet"));
    }

    @Test
    void one_with_a_name_is_taken_in_at_its_site() throws Exception {
        robot.clickOn("#add-first-workstation");
        meet();
        robot.clickOn("#admission-site");
        write("-");
        assertTrue(isDisabled("#admission-next"), "without a site that is one");
        robot.push(KeyCode.CONTROL, KeyCode.A);
        write("Room 5");
        robot.clickOn("#admission-code");
        write(TYPED);
        robot.clickOn("#admission-next");
        await("#column-desk-7");
        assertEquals(List.of(member("Room 5")), members());
    }

    @Test
    void a_wrong_code_can_be_typed_anew() throws Exception {
        robot.clickOn("#add-workstation");
        meet();
        newcomer.refusal = Optional.of(Samples.problem(
                ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                "pairing code",
                "It is not the one that workstation desk-7 shows; tries left: 2.",
                "Compare it with what is shown there, and try again."));
        write("1111111111");
        robot.type(KeyCode.ENTER);
        awaitRefusal(
                "Pairing code",
                "It is not the one that workstation desk-7 shows; tries left: 2.",
                "Compare it with what is shown there, and try again.");
        assertEquals(List.of(), members());
        newcomer.refusal = Optional.empty();
        assertEquals("admission-code", focused());
        write(TYPED);
        robot.type(KeyCode.ENTER);
        await("#column-desk-7");
    }

    @Test
    void who_does_not_know_the_code_gets_nothing() throws Exception {
        newcomer.close();
        newcomer = new ScriptedNewcomer(keys, keys, PairingCode.parse("9999999999"));
        newcomer.takesAnyProof = true;
        robot.clickOn("#add-workstation");
        meet();
        write(TYPED);
        robot.type(KeyCode.ENTER);
        OpenBoard.await(() -> refusal().contains("another machine, or somebody stands between"));
        assertEquals(List.of(), members());
    }

    @Test
    void where_nobody_answers_the_address_can_be_corrected() {
        var address = newcomer.place().address();
        newcomer.close();
        robot.clickOn("#add-workstation").clickOn("#admission-address").write("no way");
        assertTrue(isDisabled("#admission-next"));
        assertTrue(isShown(".field-problem"));
        robot.push(KeyCode.CONTROL, KeyCode.A);
        write(address);
        robot.type(KeyCode.ENTER);
        OpenBoard.await(() -> refusal().contains("It does not answer at " + address + ", nothing listens there."));
        assertEquals("admission-address", focused());
        robot.type(KeyCode.ESCAPE);
        assertFalse(isThere("#admission-dialog"));
    }

    @Test
    void a_member_of_another_fleet_is_refused() throws Exception {
        try (var stranger = Stranger.in(temp.resolve("others"), "desk-9")) {
            robot.clickOn("#add-workstation").clickOn("#admission-address");
            write(stranger.member().address());
            robot.type(KeyCode.ENTER);
            OpenBoard.await(() -> refusal().contains("It belongs to a fleet already."));
        }
    }

    @Test
    void one_that_shows_no_code_is_told_how_to() {
        newcomer.showsCode = false;
        robot.clickOn("#add-workstation");
        meet();
        assertTrue(isThere(".admission-step .field .command"));
        robot.clickOn("#admission-back");
        await("#admission-address");
        assertEquals(newcomer.place().address(), ((TextField) node("#admission-address")).getText());
    }

    @Test
    void one_that_was_set_up_anew_is_replaced_when_that_is_meant() throws Exception {
        var before = ScriptedNewcomer.request("desk-7", ScriptedNewcomer.newKeys());
        office.admit(new Member("desk-7", "127.0.0.1", 1), before.toByteArray(), false);
        robot.clickOn("#add-workstation");
        meet();
        write(TYPED);
        assertTrue(isDisabled("#admission-next"), "unless that is meant");
        robot.clickOn("#admission-replace").clickOn("#admission-next");
        OpenBoard.await(() -> members().equals(List.of(member(""))));
    }

    @Test
    void where_the_lan_cannot_be_searched_the_reason_is_said() throws Exception {
        fleet.fail(new FleetException(
                null,
                Samples.problem(
                        ProblemKind.PROBLEM_KIND_NETWORK_MISSING,
                        "search on the LAN",
                        "This machine has no avahi-browse.",
                        "Install it.")));
        robot.clickOn("#add-workstation");
        await("#neighbours-cannot");
    }

    private Path folder() {
        return temp.resolve("fleet");
    }

    private void meet() {
        await("#admission-address");
        robot.clickOn("#admission-address");
        write(newcomer.place().address());
        robot.type(KeyCode.ENTER);
        OpenBoard.await(() -> isShown("#admission-code") && focused().equals("admission-code"));
    }

    private Member member(String site) {
        return new Member("desk-7", "127.0.0.1", newcomer.place().port(), site);
    }

    private List<Member> members() throws FleetException {
        return Fleet.members(folder());
    }

    private ListView<?> neighbours() {
        return (ListView<?>) node("#neighbours");
    }

    private void awaitRefusal(String... parts) {
        OpenBoard.await(() -> refusal().equals(String.join("\n", parts)));
    }

    private String refusal() {
        return isShown("#admission-refusal")
                ? robot.lookup("#admission-refusal .label").<Labeled>queryAll().stream()
                        .filter(label -> !label.getStyleClass().contains("icon"))
                        .map(Labeled::getText)
                        .collect(Collectors.joining("\n"))
                : "";
    }

    /** Into the field that has the focus, all of it: on a busy machine a key is lost now and then. */
    private void write(String text) {
        robot.write(text);
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> {
            if (stage.getScene().getFocusOwner() instanceof TextInputControl field) {
                field.setText(text);
            }
        });
    }

    private String focused() {
        return WaitForAsyncUtils.waitForAsyncFx(
                10_000, () -> String.valueOf(stage.getScene().getFocusOwner().getId()));
    }

    private boolean isDisabled(String query) {
        WaitForAsyncUtils.waitForFxEvents();
        return node(query).isDisabled();
    }

    private String text(String query) {
        return ((Labeled) node(query)).getText();
    }

    private Node node(String query) {
        return robot.lookup(query).query();
    }

    private boolean isThere(String query) {
        return robot.lookup(query).tryQuery().isPresent();
    }

    private boolean isShown(String query) {
        return robot.lookup(query).<Node>queryAll().stream().anyMatch(Node::isVisible);
    }

    private void await(String query) {
        OpenBoard.await(() -> isThere(query));
    }
}
