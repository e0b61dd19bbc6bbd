package org.deskferry.app.tray;

import java.util.List;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.annotations.DBusBoundProperty;
import org.freedesktop.dbus.annotations.DBusInterfaceName;
import org.freedesktop.dbus.annotations.DBusMemberName;
import org.freedesktop.dbus.annotations.DBusProperty.Access;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;

/**
 * What a tray asks of an icon: "StatusNotifierItem" of freedesktop.org, which says what each property may be. Called on threads of the bus; does not
 * wait for the window.
 */
@DBusInterfaceName("org.kde.StatusNotifierItem")
public interface StatusItem extends DBusInterface {
    @DBusBoundProperty(name = "Category", access = Access.READ)
    String getCategory();

    @DBusBoundProperty(name = "Id", access = Access.READ)
    String getId();

    @DBusBoundProperty(name = "Title", access = Access.READ)
    String getTitle();

    @DBusBoundProperty(name = "Status", access = Access.READ)
    String getStatus();

    @DBusBoundProperty(name = "IconName", access = Access.READ)
    String getIconName();

    @DBusBoundProperty(name = "IconPixmap", access = Access.READ)
    List<Pixmap> getIconPixmap();

    @DBusBoundProperty(name = "ToolTip", access = Access.READ)
    ToolTip getToolTip();

    @DBusBoundProperty(name = "ItemIsMenu", access = Access.READ)
    boolean isItemMenu();

    @DBusBoundProperty(name = "Menu", access = Access.READ)
    DBusPath getMenu();

    /** A click, at these pixels of the screen. */
    @DBusMemberName("Activate")
    void activate(int x, int y);

    /** A click with the middle button. */
    @DBusMemberName("SecondaryActivate")
    void secondaryActivate(int x, int y);

    /** {@link #getToolTip} says something else now. */
    @DBusMemberName("NewToolTip")
    final class NewToolTip extends DBusSignal {
        public NewToolTip(String path) throws DBusException {
            super(path);
        }
    }
}
