package org.deskferry.app.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.app.identity.FleetOffice;
import org.deskferry.app.identity.Member;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fleet's folder, from nothing to a member. */
final class FolderFleetTest {
    @Test
    void the_list_is_read_anew_each_time(@TempDir Path empty) throws Exception {
        var folder = empty.resolve("fleet");
        var fleet = new FolderFleet(folder);
        var missing = assertThrows(TroubleException.class, fleet::members);
        assertTrue(missing.problems().getFirst().getRemedy().contains("deskferry fleet init"));
        new FleetOffice(new FleetFolder(folder)).init("operator");
        assertEquals(List.of(), fleet.members());
        Files.writeString(folder.resolve("members.conf"), "wsa=10.0.0.2:7443\n");
        assertEquals(List.of(new Member("wsa", "10.0.0.2", 7443)), fleet.members());
        Files.writeString(folder.resolve("members.conf"), "nonsense\n");
        assertThrows(TroubleException.class, fleet::members);
    }

    @Test
    void a_channel_is_opened_with_the_operators_certificate(@TempDir Path empty) throws Exception {
        var folder = empty.resolve("fleet");
        var member = new Member("wsa", "127.0.0.1", 1);
        assertThrows(TroubleException.class, () -> new FolderFleet(folder).open(member));
        new FleetOffice(new FleetFolder(folder)).init("operator");
        var channel = new FolderFleet(folder).open(member);
        assertEquals("wsa", channel.authority());
        channel.shutdownNow();
    }
}
