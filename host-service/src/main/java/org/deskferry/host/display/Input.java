package org.deskferry.host.display;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a person does with keyboard and pointer, in order. Nothing is kept pressed at the end.
 *
 * <pre>{@code new Input().click(200, 100, Input.LEFT).type("hello\n").press("ctrl+s")}</pre>
 */
public final class Input {
    public static final int LEFT = 1;
    public static final int MIDDLE = 2;
    public static final int RIGHT = 3;
    public static final int WHEEL_UP = 4;
    public static final int WHEEL_DOWN = 5;

    private static final int KEY = 4;
    private static final int POINTER = 5;
    private static final int MAX_POSITION = 0xffff;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();

    /** Types a text key by key; a line feed is the Return key. */
    public Input type(String text) {
        text.codePoints().map(Keysyms::of).forEach(key -> {
            key(key, true);
            key(key, false);
        });
        return this;
    }

    /**
     * Presses keys together and releases them, the last one first: "ctrl+shift+t", "alt+f4", "return", "pagedown", "super".
     *
     * @throws IllegalArgumentException if there is no such key
     */
    public Input press(String combination) {
        var keys = Keysyms.together(List.of(combination.split("\\+", -1)));
        keys.forEach(key -> key(key, true));
        keys.reversed().forEach(key -> key(key, false));
        return this;
    }

    /** Moves the pointer to a pixel of the screen. */
    public Input moveTo(int x, int y) {
        return pointer(0, x, y);
    }

    /** Moves to a pixel and clicks there: {@link #LEFT} to {@link #WHEEL_DOWN}. */
    public Input click(int x, int y, int button) {
        int mask = 1 << (button - 1);
        return pointer(0, x, y).pointer(mask, x, y).pointer(0, x, y);
    }

    /** Draws something from one pixel to another with the left button, by way of the pixels in between. */
    public Input drag(int fromX, int fromY, int toX, int toY) {
        moveTo(fromX, fromY).pointer(1, fromX, fromY);
        for (int step : List.of(1, 2, 3, 4)) {
            pointer(1, fromX + (toX - fromX) * step / 4, fromY + (toY - fromY) * step / 4);
        }
        return pointer(0, toX, toY);
    }

    byte[] messages() {
        return messages.toByteArray();
    }

    private void key(int keysym, boolean down) {
        messages.writeBytes(ByteBuffer.allocate(8)
                .put(new byte[] {KEY, (byte) (down ? 1 : 0), 0, 0})
                .putInt(keysym)
                .array());
    }

    private Input pointer(int mask, int x, int y) {
        if (x < 0 || x > MAX_POSITION || y < 0 || y > MAX_POSITION) {
            throw new IllegalArgumentException("no screen has a pixel " + x + ", " + y);
        }
        messages.writeBytes(ByteBuffer.allocate(6)
                .put(new byte[] {POINTER, (byte) mask})
                .putShort((short) x)
                .putShort((short) y)
                .array());
        return this;
    }
}
