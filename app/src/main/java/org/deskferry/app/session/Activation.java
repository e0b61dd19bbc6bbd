package org.deskferry.app.session;

import java.util.Map;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.types.Variant;

/** How a program is asked for its window: "D-Bus Activation" in the Desktop Entry Specification. */
@DBusInterfaceName("org.freedesktop.Application")
public interface Activation extends DBusInterface {
    @DBusMemberName("Activate")
    void activate(Map<String, Variant<?>> platformData);
}
