package org.deskferry.app.viewer;

import java.util.Objects;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** This side's clipboard, as far as it is text. FX thread only. */
final class SystemClipboard {
    private static final int LONGEST = 1 << 20;

    private final Hands hands;
    private String last = "";

    SystemClipboard(Hands hands) {
        this.hands = hands;
    }

    /** Somebody is about to work in the pod: what was copied elsewhere can be pasted there. */
    void bring() {
        var text = Clipboard.getSystemClipboard().getString();
        if (text != null && text.length() <= LONGEST && !text.equals(last)) {
            last = text;
            hands.offer(text);
        }
    }

    /** Something was copied in the pod. */
    void take(String text) {
        if (!text.isEmpty() && text.length() <= LONGEST && !Objects.equals(text, last)) {
            last = text;
            var content = new ClipboardContent();
            content.putString(text);
            Clipboard.getSystemClipboard().setContent(content);
        }
    }
}
