package org.deskferry.host.display;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** X11 keysyms: the numbers of what is on a key. */
final class Keysyms {
    private static final int SHIFT = 0xffe1;
    private static final int UNICODE = 0x0100_0000;

    private static final Map<String, Integer> NAMED = Map.ofEntries(
            Map.entry("backspace", 0xff08),
            Map.entry("tab", 0xff09),
            Map.entry("return", 0xff0d),
            Map.entry("escape", 0xff1b),
            Map.entry("home", 0xff50),
            Map.entry("left", 0xff51),
            Map.entry("up", 0xff52),
            Map.entry("right", 0xff53),
            Map.entry("down", 0xff54),
            Map.entry("pageup", 0xff55),
            Map.entry("pagedown", 0xff56),
            Map.entry("end", 0xff57),
            Map.entry("insert", 0xff63),
            Map.entry("menu", 0xff67),
            Map.entry("delete", 0xffff),
            Map.entry("shift", SHIFT),
            Map.entry("ctrl", 0xffe3),
            Map.entry("alt", 0xffe9),
            Map.entry("super", 0xffeb),
            Map.entry("space", 0x20),
            Map.entry("f1", 0xffbe),
            Map.entry("f2", 0xffbf),
            Map.entry("f3", 0xffc0),
            Map.entry("f4", 0xffc1),
            Map.entry("f5", 0xffc2),
            Map.entry("f6", 0xffc3),
            Map.entry("f7", 0xffc4),
            Map.entry("f8", 0xffc5),
            Map.entry("f9", 0xffc6),
            Map.entry("f10", 0xffc7),
            Map.entry("f11", 0xffc8),
            Map.entry("f12", 0xffc9));

    private Keysyms() {}

    /** The key that types a character: control characters mean Return, Tab, Backspace and Escape. */
    static int of(int codePoint) {
        return switch (codePoint) {
            case '\n', '\r' -> 0xff0d;
            case '\t' -> 0xff09;
            case '\b' -> 0xff08;
            case 0x1b -> 0xff1b;
            default -> ofPrinted(codePoint);
        };
    }

    private static int ofPrinted(int codePoint) {
        if (Character.isISOControl(codePoint)) {
            throw new IllegalArgumentException("no key types the control character " + codePoint);
        }
        return codePoint < 0x100 ? codePoint : UNICODE | codePoint;
    }

    /** The key with this name or this single character on it, in whatever case the name is. */
    private static int named(String key) {
        if (key.codePointCount(0, key.length()) == 1) {
            return of(key.codePointAt(0));
        }
        return Optional.ofNullable(NAMED.get(key.toLowerCase(Locale.ROOT)))
                .orElseThrow(() -> new IllegalArgumentException("no key is named '" + key + "'"));
    }

    /** Keys that are held down together. With Shift, a key means its upper letter, as on a real keyboard. */
    static List<Integer> together(List<String> keys) {
        var plain = keys.stream().map(Keysyms::named).toList();
        return plain.contains(SHIFT) ? plain.stream().map(Keysyms::shifted).toList() : plain;
    }

    private static int shifted(int keysym) {
        return keysym >= 'a' && keysym <= 'z' ? Character.toUpperCase(keysym) : keysym;
    }
}
