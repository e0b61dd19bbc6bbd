package org.deskferry.app.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.stage.Stage;
import org.deskferry.app.scripted.Samples;
import org.deskferry.app.scripted.ScriptedFleet;
import org.deskferry.app.scripted.ScriptedWorkstation;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;
import org.junit.jupiter.api.Test;
import org.testfx.util.WaitForAsyncUtils;

/** This machine is wsb, and its user is olga: what of hers arrives there opens by itself, and nothing else does. */
final class FollowMeTest extends OpenBoard {
    private final Pod hers = owned(Samples.pod("cleo", 3, 1), "Olga");

    @Test
    void a_pod_of_the_users_that_arrives_opens_and_closes_when_it_leaves() throws Exception {
        start("window");
        wsa.put(hers);
        await(() -> shown("#column-wsa #card-cleo"));
        settle();
        move(wsa, wsb, hers);
        await(() -> shown("#screen-cleo"));
        var window = (Stage) node("#screen-cleo").getScene().getWindow();
        assertFalse(window.isFullScreen());
        move(wsb, wsa, ScriptedFleet.moved(hers));
        await(() -> !window.isShowing());
        await(() -> shown("#column-wsa #card-cleo"));
    }

    @Test
    void it_opens_on_the_whole_screen_where_the_user_wants_that() throws Exception {
        start("full-screen");
        wsa.put(hers);
        await(() -> shown("#column-wsa #card-cleo"));
        settle();
        move(wsa, wsb, hers);
        await(() -> shown("#screen-cleo"));
        await(() -> ((Stage) node("#screen-cleo").getScene().getWindow()).isFullScreen());
    }

    @Test
    void it_opens_too_where_its_source_cannot_be_seen() throws Exception {
        start("window");
        wsb.put(hers.toBuilder().setState(PodState.POD_STATE_ARRIVING).build());
        await(() -> shown("#column-wsb #card-cleo"));
        settle();
        assertFalse(shown("#screen-cleo"), "before it runs");
        wsb.put(hers);
        await(() -> shown("#screen-cleo"));
    }

    @Test
    void what_is_not_hers_or_does_not_come_here_or_was_always_here_stays_closed() throws Exception {
        wsb.put(owned(Samples.pod("dora", 4, 0), "olga"));
        start("window");
        wsa.put(hers);
        wsa.put(owned(Samples.pod("emil", 5, 0), "pia"));
        await(() -> shown("#column-wsa #card-emil") && shown("#column-wsb #card-dora"));
        settle();
        move(wsa, wsb, owned(Samples.pod("emil", 5, 0), "pia"));
        move(wsa, wsb, anna);
        wsb.put(owned(Samples.pod("fay", 6, 0), "olga"));
        await(() ->
                shown("#column-wsb #card-emil") && shown("#column-wsb #card-anna") && shown("#column-wsb #card-fay"));
        settle();
        assertEquals(0, windows());
    }

    @Test
    void nothing_opens_unless_the_user_has_said_so() throws Exception {
        fleet.seeFrom("olga", "wsb");
        wsa.put(hers);
        await(() -> shown("#column-wsa #card-cleo"));
        settle();
        move(wsa, wsb, hers);
        await(() -> shown("#column-wsb #card-cleo"));
        settle();
        assertEquals(0, windows());
        assertTrue(shown("#board"));
    }

    private void start(String followMe) throws IOException, TimeoutException {
        fleet.seeFrom("olga", "wsb");
        Files.writeString(settingsFile(), "text-size=14\nfollow-me=" + followMe + "\n");
        reopen();
        await(() -> shown("#card-anna") && isOnline("wsb"));
    }

    /** So that whoever looks once a second has looked. */
    private static void settle() {
        WaitForAsyncUtils.sleep(2500, TimeUnit.MILLISECONDS);
    }

    private static void move(ScriptedWorkstation from, ScriptedWorkstation to, Pod pod) {
        to.put(ScriptedFleet.moved(pod));
        from.remove(pod.getManifest().getId());
    }

    private long windows() {
        return robot.listWindows().stream()
                .filter(window -> window instanceof Stage other && !other.equals(stage) && other.isShowing())
                .count();
    }

    private static Pod owned(Pod pod, String owner) {
        return pod.toBuilder()
                .setManifest(pod.getManifest().toBuilder().setOwner(owner))
                .build();
    }
}
