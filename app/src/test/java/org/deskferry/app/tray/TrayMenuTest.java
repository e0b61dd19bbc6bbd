package org.deskferry.app.tray;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;
import org.junit.jupiter.api.Test;

/** A click is for what its user saw, whatever has come and gone in the menu since. */
final class TrayMenuTest {
    private final List<String> done = new ArrayList<>();
    private final TrayMenu menu = new TrayMenu();

    @Test
    void entries_keep_their_numbers_while_others_come_and_go() {
        menu.put(List.of(action("Show"), MenuLine.text("anna moves"), MenuLine.rule(), action("Quit")));
        int quit = number("Quit");
        menu.put(List.of(action("Show"), action("Open anna"), action("Quit")));
        assertEquals(quit, number("Quit"));
        click(quit);
        assertEquals(List.of("Quit"), done);
    }

    @Test
    void an_entry_that_has_gone_does_nothing() {
        menu.put(List.of(action("Open anna"), action("Quit")));
        int anna = number("Open anna");
        menu.put(List.of(action("Open ben"), action("Quit")));
        click(anna);
        assertEquals(List.of(), done);
        assertEquals(List.of(anna), menu.eventGroup(List.of(new EntryEvent(anna, "clicked", data(), now()))));
    }

    @Test
    void it_is_new_only_if_it_looks_otherwise() {
        assertTrue(menu.put(List.of(action("Show"), MenuLine.text("anna moves: 3%"))));
        assertFalse(menu.put(List.of(action("Show"), MenuLine.text("anna moves: 3%"))));
        assertTrue(menu.put(List.of(action("Show"), MenuLine.text("anna moves: 4%"))));
    }

    @Test
    void an_underscore_in_a_name_is_seen() {
        menu.put(List.of(action("Open my_pod")));
        assertEquals("Open my__pod", menu.getProperty(1, "label").getValue());
    }

    private MenuLine action(String words) {
        return MenuLine.action(words, () -> done.add(words));
    }

    private int number(String label) {
        return menu.getGroupProperties(List.of(), List.of()).stream()
                .filter(entry ->
                        new Variant<>(label).equals(entry.getProperties().get("label")))
                .findFirst()
                .orElseThrow()
                .getEntry();
    }

    private void click(int entry) {
        menu.event(entry, "clicked", data(), now());
    }

    private static Variant<?> data() {
        return new Variant<>("");
    }

    private static UInt32 now() {
        return new UInt32(0);
    }
}
