package org.deskferry.app.board;

import atlantafx.base.controls.Popover;
import javafx.application.ConditionalFeature;
import javafx.application.Platform;
import javafx.scene.Node;

/** Short help that points at what it is about. */
final class Popovers {
    private Popovers() {}

    static void show(Node owner, String title, Node content) {
        var popover = new Popover(content);
        popover.setArrowLocation(Popover.ArrowLocation.TOP_RIGHT);
        popover.setTitle(title);
        popover.setHeaderAlwaysVisible(true);
        if (!Platform.isSupported(ConditionalFeature.TRANSPARENT_WINDOW)) {
            // The place beside the arrow would be opaque.
            popover.setArrowSize(0);
        }
        popover.setAnimated(!Calm.isAt(owner));
        popover.show(owner);
    }
}
