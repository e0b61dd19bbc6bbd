package org.deskferry.app.viewer;

import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/** Tells a pod what is done with the pointer, in pixels of its screen. */
final class Mouse {
    private static final int WHEEL_UP = 1 << 3;
    private static final int WHEEL_DOWN = 1 << 4;
    private static final int WHEEL_LEFT = 1 << 5;
    private static final int WHEEL_RIGHT = 1 << 6;
    /** What a wheel turns in one notch. */
    private static final double NOTCH = 40;
    /** A touchpad's longest swipe at once. */
    private static final int MOST_NOTCHES = 10;

    private final Hands hands;
    private int x;
    private int y;
    private int buttons;
    private double turned;
    private double turnedAside;

    Mouse(Hands hands) {
        this.hands = hands;
    }

    void handle(MouseEvent event, int atX, int atY) {
        x = atX;
        y = atY;
        if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
            buttons |= bit(event.getButton());
        } else if (event.getEventType() == MouseEvent.MOUSE_RELEASED) {
            buttons &= ~bit(event.getButton());
        }
        hands.point(x, y, buttons);
    }

    private static int bit(MouseButton button) {
        return switch (button) {
            case PRIMARY -> 1;
            case MIDDLE -> 1 << 1;
            case SECONDARY -> 1 << 2;
            case BACK -> 1 << 7;
            case FORWARD -> 1 << 8;
            case NONE -> 0;
        };
    }

    void scroll(ScrollEvent event, int atX, int atY) {
        x = atX;
        y = atY;
        turned = turn(turned + event.getDeltaY(), WHEEL_UP, WHEEL_DOWN);
        turnedAside = turn(turnedAside + event.getDeltaX(), WHEEL_LEFT, WHEEL_RIGHT);
    }

    /** Returns what is left of less than a notch. */
    private double turn(double turns, int forth, int back) {
        int notches = Math.clamp((int) (turns / NOTCH), -MOST_NOTCHES, MOST_NOTCHES);
        for (int i = 0; i < Math.abs(notches); i++) {
            hands.point(x, y, buttons | (notches > 0 ? forth : back));
            hands.point(x, y, buttons);
        }
        return Math.abs(turns) > MOST_NOTCHES * NOTCH ? 0 : turns - notches * NOTCH;
    }

    /** The window has lost the pointer. */
    void releaseAll() {
        if (buttons != 0) {
            buttons = 0;
            hands.point(x, y, 0);
        }
    }
}
