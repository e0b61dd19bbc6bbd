package org.deskferry.app.tray;

import java.util.List;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;

/** What is shown beside the pointer; without pictures of its own. */
public final class ToolTip extends Struct {
    @Position(0)
    private final String iconName = "";

    @Position(1)
    private final List<Pixmap> icon = List.of();

    @Position(2)
    private final String title;

    @Position(3)
    private final String text;

    ToolTip(String title, String text) {
        this.title = title;
        this.text = text;
    }

    public String getIconName() {
        return iconName;
    }

    public List<Pixmap> getIcon() {
        return icon;
    }

    public String getTitle() {
        return title;
    }

    public String getText() {
        return text;
    }
}
