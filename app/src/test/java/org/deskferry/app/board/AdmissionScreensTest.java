package org.deskferry.app.board;

import static org.deskferry.proto.problem.Phrases.problem;
import static org.deskferry.proto.problem.Phrases.say;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.deskferry.app.finding.Announcement;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.app.identity.FleetOffice;
import org.deskferry.app.pairing.ScriptedNewcomer;
import org.deskferry.app.scripted.Display;
import org.deskferry.app.scripted.Screenshot;
import org.deskferry.app.settings.Theme;
import org.deskferry.app.settings.View;
import org.deskferry.app.words.Language;
import org.deskferry.pairing.Fingerprint;
import org.deskferry.pairing.PairingCode;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;

/** The steps of adding a workstation in light and dark, as they were approved; a picture of each is in target/screens. */
@ExtendWith(Display.class)
final class AdmissionScreensTest {
    @TempDir
    Path temp;

    private final FxRobot robot = new FxRobot();
    private final List<String> complaints = new ArrayList<>();
    private final KeyPair keys = alwaysTheSame();
    private String prefix = "";
    private Stage stage;
    private ScriptedNewcomer newcomer;
    private LanFleet fleet;

    AdmissionScreensTest() throws Exception {}

    @BeforeEach
    void prepare() throws Exception {
        newcomer = new ScriptedNewcomer(keys, keys, PairingCode.parse("4821-0937-55"));
        var folder = temp.resolve("fleet");
        new FleetOffice(new FleetFolder(folder)).init("olga");
        fleet = new LanFleet(folder);
        stage = FxToolkit.registerPrimaryStage();
    }

    @AfterEach
    void close() throws Exception {
        FxToolkit.setupFixture(stage::hide);
        FxToolkit.cleanupStages();
        newcomer.close();
        assertEquals(List.of(), complaints);
    }

    @ParameterizedTest
    @CsvSource({"LIGHT,1280,720,ENGLISH", "DARK,1920,1080,ENGLISH", "DARK,1280,720,GERMAN", "LIGHT,1920,1080,GERMAN"})
    void each_step_as_it_was_approved(Theme theme, int width, int height, Language language) throws Exception {
        prefix = "admission-" + theme.name().toLowerCase(Locale.ROOT) + "-" + width + "x" + height + "-";
        FxToolkit.setupFixture(() -> {
            var _ = BoardWindow.open(
                    stage, fleet, new ScriptedFiles(), Chosen.in(temp, theme, 14, language, View.BOARD));
            stage.setX(0);
            stage.setY(0);
            stage.setWidth(width);
            stage.setHeight(height);
        });
        await("#add-first-workstation");
        robot.push(KeyCode.CONTROL, KeyCode.N);
        look("1-none", "#neighbours-none");
        var key = Fingerprint.of(keys.getPublic());
        fleet.announce(
                new Announcement("desk-7", newcomer.place().address(), key, Optional.empty()),
                new Announcement("reception", "192.168.1.17:7443", key, Optional.empty()));
        await("#neighbours .neighbour");
        robot.push(KeyCode.SHIFT, KeyCode.TAB).type(KeyCode.DOWN);
        look("2-found", "#neighbours .neighbour");
        robot.type(KeyCode.ENTER);
        look("3-code", "#admission-code");
        newcomer.refusal = Optional.of(problem(
                ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                say("pairing code"),
                say("It is not the one that workstation {0} shows; tries left: {1}.", "desk-7", 2),
                say("Compare it with what 'deskferry-host pair' shows there, and try again.")));
        robot.write("4821093756").type(KeyCode.ENTER);
        look("4-refused", "#admission-refusal .help");
    }

    /** Of which the fingerprint's words are the same in each picture. */
    private static KeyPair alwaysTheSame() throws Exception {
        var random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed("a picture".getBytes(StandardCharsets.UTF_8));
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private void await(String query) {
        OpenBoard.await(() -> robot.lookup(query).tryQuery().isPresent());
    }

    private void look(String name, String query) {
        await(query);
        Screenshot.compare(stage, prefix + name).ifPresent(complaints::add);
    }
}
