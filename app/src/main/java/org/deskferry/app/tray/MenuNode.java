package org.deskferry.app.tray;

import java.util.List;
import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.Variant;

/** An entry of a menu with those under it. */
public final class MenuNode extends Struct {
    @Position(0)
    private final int entry;

    @Position(1)
    private final Map<String, Variant<?>> properties;

    @Position(2)
    private final List<Variant<?>> children;

    public MenuNode(int entry, Map<String, Variant<?>> properties, List<Variant<?>> children) {
        this.entry = entry;
        this.properties = properties;
        this.children = children;
    }

    public int getEntry() {
        return entry;
    }

    public Map<String, Variant<?>> getProperties() {
        return properties;
    }

    public List<Variant<?>> getChildren() {
        return children;
    }
}
