package org.deskferry.app.viewer;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.event.EventType;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/**
 * Tells a pod what is typed. Keys without a character go as they are; characters go as this side's keyboard layout, dead keys and
 * input methods have made them, whatever layout the pod has; with Ctrl, Alt or Super held it is what is printed on the key.
 */
final class Keyboard {
    private final Hands hands;
    /** What was pressed for each key that is held. */
    private final Map<KeyCode, Integer> held = new EnumMap<>(KeyCode.class);
    /** Pressed, and its character, if it types one, is still to come. */
    private Optional<KeyCode> awaited = Optional.empty();

    Keyboard(Hands hands) {
        this.hands = hands;
    }

    void handle(KeyEvent event) {
        EventType<KeyEvent> type = event.getEventType();
        if (type == KeyEvent.KEY_PRESSED) {
            press(event);
        } else if (type == KeyEvent.KEY_RELEASED) {
            release(event.getCode());
        } else {
            type(event.getCharacter());
        }
        event.consume();
    }

    private void press(KeyEvent event) {
        var code = event.getCode();
        awaited = Optional.empty();
        // It has done its work in the character that it makes.
        if (code == KeyCode.ALT_GRAPH) {
            return;
        }
        var named = KeyTable.named(code);
        var keysym = named.isEmpty() && isShortcut(event) ? KeyTable.printed(code) : named;
        if (keysym.isPresent()) {
            down(code, keysym.getAsInt());
        } else {
            awaited = Optional.of(code);
        }
    }

    private static boolean isShortcut(KeyEvent event) {
        return event.isControlDown() || event.isAltDown() || event.isMetaDown();
    }

    /** Something composed may have more than one character. */
    private void type(String text) {
        if (text.isEmpty()
                || text.equals(KeyEvent.CHAR_UNDEFINED)
                || text.codePoints().anyMatch(Character::isISOControl)) {
            return;
        }
        if (awaited.isPresent() && text.codePointCount(0, text.length()) == 1) {
            down(awaited.get(), KeyTable.character(text.codePointAt(0)));
        } else {
            text.codePoints().map(KeyTable::character).forEach(this::tap);
        }
        awaited = Optional.empty();
    }

    private void down(KeyCode code, int keysym) {
        var before = held.put(code, keysym);
        if (before != null && before != keysym) {
            hands.key(before, false);
        }
        hands.key(keysym, true);
    }

    private void release(KeyCode code) {
        var keysym = held.remove(code);
        if (keysym != null) {
            hands.key(keysym, false);
        }
    }

    private void tap(int keysym) {
        hands.key(keysym, true);
        hands.key(keysym, false);
    }

    /** Presses these together and releases them. */
    void press(List<Integer> keysyms) {
        keysyms.forEach(keysym -> hands.key(keysym, true));
        keysyms.reversed().forEach(keysym -> hands.key(keysym, false));
    }

    /** The window has lost the keyboard: nobody will tell of keys that are released. */
    void releaseAll() {
        held.values().forEach(keysym -> hands.key(keysym, false));
        held.clear();
        awaited = Optional.empty();
    }
}
