package org.deskferry.app.tray;

import org.freedesktop.dbus.Struct;
import org.freedesktop.dbus.annotations.Position;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/** What a user has done with an entry of a menu. */
public final class EntryEvent extends Struct {
    @Position(0)
    private final int entry;

    @Position(1)
    private final String kind;

    @Position(2)
    private final Variant<?> data;

    @Position(3)
    private final UInt32 time;

    public EntryEvent(int entry, String kind, Variant<?> data, UInt32 time) {
        this.entry = entry;
        this.kind = kind;
        this.data = data;
        this.time = time;
    }

    public int getEntry() {
        return entry;
    }

    public String getKind() {
        return kind;
    }

    public Variant<?> getData() {
        return data;
    }

    public UInt32 getTime() {
        return time;
    }
}
