package org.deskferry.app.tray;

import org.freedesktop.dbus.annotations.DBusBoundProperty;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.DBusProperty.Access;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;

/** Knows the icons and the trays ("hosts") of a session. */
@DBusInterfaceName("org.kde.StatusNotifierWatcher")
public interface StatusItemWatcher extends DBusInterface {
    /** {@code service}: the icon's name on the bus. Of no effect on one that is known. */
    @DBusMemberName("RegisterStatusNotifierItem")
    void register(String service);

    /** Whether there is a tray. */
    @DBusBoundProperty(name = "IsStatusNotifierHostRegistered", access = Access.READ)
    boolean isHostRegistered();

    @DBusMemberName("StatusNotifierHostRegistered")
    final class HostRegistered extends DBusSignal {
        public HostRegistered(String path) throws DBusException {
            super(path);
        }
    }

    @DBusMemberName("StatusNotifierHostUnregistered")
    final class HostUnregistered extends DBusSignal {
        public HostUnregistered(String path) throws DBusException {
            super(path);
        }
    }
}
