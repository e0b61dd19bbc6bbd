package org.deskferry.app.viewer;

import org.deskferry.app.rfb.Area;
import org.deskferry.app.rfb.Canvas;
import org.deskferry.app.rfb.Listener;
import org.deskferry.app.rfb.Pointer;

/** Passes on all that it hears. */
abstract class PassingListener implements Listener {
    private final Listener next;

    PassingListener(Listener next) {
        this.next = next;
    }

    @Override
    public void sized(Canvas canvas) {
        next.sized(canvas);
    }

    @Override
    public void painted(Canvas canvas, Area area) {
        next.painted(canvas, area);
    }

    @Override
    public void pointed(Pointer pointer) {
        next.pointed(pointer);
    }

    @Override
    public void copied(String text) {
        next.copied(text);
    }

    @Override
    public void rang() {
        next.rang();
    }
}
