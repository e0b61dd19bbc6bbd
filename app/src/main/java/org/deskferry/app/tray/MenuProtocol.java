package org.deskferry.app.tray;

import java.util.List;
import org.freedesktop.dbus.annotations.DBusBoundProperty;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.DBusProperty.Access;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;
import org.freedesktop.dbus.types.Variant;

/**
 * A menu that somebody else draws: com.canonical.dbusmenu, version 3. Entries have numbers; 0 is the menu itself. Properties that are not asked for may
 * be told all the same. Called on threads of the bus.
 */
@DBusInterfaceName("com.canonical.dbusmenu")
public interface MenuProtocol extends DBusInterface {
    @DBusBoundProperty(name = "Version", access = Access.READ)
    UInt32 getVersion();

    @DBusBoundProperty(name = "TextDirection", access = Access.READ)
    String getTextDirection();

    @DBusBoundProperty(name = "Status", access = Access.READ)
    String getStatus();

    /** The revision, and what is under {@code parent}; {@code depth}: how far down, -1 for all. */
    @DBusMemberName("GetLayout")
    Both<UInt32, MenuNode> getLayout(int parent, int depth, List<String> properties);

    /** Of all entries if none is named; those that are not there are left out. */
    @DBusMemberName("GetGroupProperties")
    List<EntryProperties> getGroupProperties(List<Integer> entries, List<String> properties);

    @DBusMemberName("GetProperty")
    Variant<?> getProperty(int entry, String property);

    /** {@code kind}: "clicked" and others; {@code time}: the X server's, in milliseconds. Of no effect on an entry that is not there. */
    @DBusMemberName("Event")
    void event(int entry, String kind, Variant<?> data, UInt32 time);

    /** Returns entries that are not there. */
    @DBusMemberName("EventGroup")
    List<Integer> eventGroup(List<EntryEvent> events);

    /** Returns whether the menu has to be asked for once more. */
    @DBusMemberName("AboutToShow")
    boolean aboutToShow(int entry);

    /** Returns entries to ask for once more, and entries that are not there. */
    @DBusMemberName("AboutToShowGroup")
    Both<List<Integer>, List<Integer>> aboutToShowGroup(List<Integer> entries);

    /** The menu has to be asked for once more. */
    @DBusMemberName("LayoutUpdated")
    final class LayoutUpdated extends DBusSignal {
        private final UInt32 revision;
        private final int parent;

        public LayoutUpdated(String path, UInt32 revision, int parent) throws DBusException {
            super(path, revision, parent);
            this.revision = revision;
            this.parent = parent;
        }

        public UInt32 getRevision() {
            return revision;
        }

        public int getParent() {
            return parent;
        }
    }
}
