package org.deskferry.app.viewer;

import java.util.Map;
import java.util.OptionalInt;
import javafx.scene.input.KeyCode;

/** X11 keysyms (the X protocol's appendix A) of keys that type nothing, and of characters. */
final class KeyTable {
    static final int SHIFT = 0xffe1;
    static final int CONTROL = 0xffe3;
    static final int ALT = 0xffe9;
    static final int SUPER = 0xffeb;
    static final int TAB = 0xff09;
    static final int DELETE = 0xffff;
    static final int F1 = 0xffbe;

    private static final int UNICODE = 0x0100_0000;

    private static final Map<KeyCode, Integer> NAMED = Map.ofEntries(
            Map.entry(KeyCode.BACK_SPACE, 0xff08),
            Map.entry(KeyCode.TAB, TAB),
            Map.entry(KeyCode.ENTER, 0xff0d),
            Map.entry(KeyCode.PAUSE, 0xff13),
            Map.entry(KeyCode.SCROLL_LOCK, 0xff14),
            Map.entry(KeyCode.ESCAPE, 0xff1b),
            Map.entry(KeyCode.HOME, 0xff50),
            Map.entry(KeyCode.LEFT, 0xff51),
            Map.entry(KeyCode.UP, 0xff52),
            Map.entry(KeyCode.RIGHT, 0xff53),
            Map.entry(KeyCode.DOWN, 0xff54),
            Map.entry(KeyCode.PAGE_UP, 0xff55),
            Map.entry(KeyCode.PAGE_DOWN, 0xff56),
            Map.entry(KeyCode.END, 0xff57),
            Map.entry(KeyCode.KP_LEFT, 0xff96),
            Map.entry(KeyCode.KP_UP, 0xff97),
            Map.entry(KeyCode.KP_RIGHT, 0xff98),
            Map.entry(KeyCode.KP_DOWN, 0xff99),
            Map.entry(KeyCode.BEGIN, 0xff58),
            Map.entry(KeyCode.PRINTSCREEN, 0xff61),
            Map.entry(KeyCode.INSERT, 0xff63),
            Map.entry(KeyCode.UNDO, 0xff65),
            Map.entry(KeyCode.AGAIN, 0xff66),
            Map.entry(KeyCode.CONTEXT_MENU, 0xff67),
            Map.entry(KeyCode.FIND, 0xff68),
            Map.entry(KeyCode.CANCEL, 0xff69),
            Map.entry(KeyCode.HELP, 0xff6a),
            Map.entry(KeyCode.NUM_LOCK, 0xff7f),
            Map.entry(KeyCode.SHIFT, SHIFT),
            Map.entry(KeyCode.CONTROL, CONTROL),
            Map.entry(KeyCode.CAPS, 0xffe5),
            Map.entry(KeyCode.META, SUPER),
            Map.entry(KeyCode.WINDOWS, SUPER),
            Map.entry(KeyCode.COMMAND, SUPER),
            Map.entry(KeyCode.ALT, ALT),
            Map.entry(KeyCode.DELETE, DELETE),
            Map.entry(KeyCode.VOLUME_UP, 0x1008ff13),
            Map.entry(KeyCode.VOLUME_DOWN, 0x1008ff11),
            Map.entry(KeyCode.MUTE, 0x1008ff12));

    /** Keys whose code is not the character that is printed on them. */
    private static final Map<KeyCode, Integer> PRINTED = Map.ofEntries(
            Map.entry(KeyCode.SPACE, 0x20),
            Map.entry(KeyCode.QUOTE, 0x27),
            Map.entry(KeyCode.BACK_QUOTE, 0x60),
            Map.entry(KeyCode.ADD, 0xffab),
            Map.entry(KeyCode.SUBTRACT, 0xffad),
            Map.entry(KeyCode.MULTIPLY, 0xffaa),
            Map.entry(KeyCode.DIVIDE, 0xffaf),
            Map.entry(KeyCode.DECIMAL, 0xffae),
            Map.entry(KeyCode.SEPARATOR, 0xffac),
            Map.entry(KeyCode.PLUS, 0x2b),
            Map.entry(KeyCode.NUMBER_SIGN, 0x23),
            Map.entry(KeyCode.LESS, 0x3c),
            Map.entry(KeyCode.GREATER, 0x3e));

    private KeyTable() {}

    /** Of a key that types no character. */
    static OptionalInt named(KeyCode code) {
        if (code.isFunctionKey()) {
            // F13 to F24 are not next to F1 to F12 among the codes, but among the keysyms they are.
            return OptionalInt.of(F1 + Integer.parseInt(code.getName().substring(1)) - 1);
        }
        var keysym = NAMED.get(code);
        return keysym == null ? OptionalInt.empty() : OptionalInt.of(keysym);
    }

    /** What is printed on a key, in lower case: what a shortcut means by it. */
    static OptionalInt printed(KeyCode code) {
        var keysym = PRINTED.get(code);
        if (keysym != null) {
            return OptionalInt.of(keysym);
        }
        if (code.name().startsWith("NUMPAD")) {
            return OptionalInt.of(0xffb0 + code.name().charAt(6) - '0');
        }
        if (code == KeyCode.UNDEFINED || code.isModifierKey() || code.getChar().length() != 1) {
            return OptionalInt.empty();
        }
        char printed = Character.toLowerCase(code.getChar().charAt(0));
        return printed > 0x20 && printed < 0x7f ? OptionalInt.of(printed) : OptionalInt.empty();
    }

    /** Of a character. */
    static int character(int codePoint) {
        return codePoint < 0x100 ? codePoint : UNICODE | codePoint;
    }
}
