package org.deskferry.app.tray;

import java.util.Map;
import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.Variant;

/** How an entry of a menu looks. */
public final class EntryProperties extends Struct {
    @Position(0)
    private final int entry;

    @Position(1)
    private final Map<String, Variant<?>> properties;

    public EntryProperties(int entry, Map<String, Variant<?>> properties) {
        this.entry = entry;
        this.properties = properties;
    }

    public int getEntry() {
        return entry;
    }

    public Map<String, Variant<?>> getProperties() {
        return properties;
    }
}
