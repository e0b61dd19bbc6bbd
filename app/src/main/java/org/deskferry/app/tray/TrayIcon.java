package org.deskferry.app.tray;

import java.util.ArrayList;
import java.util.List;
import org.deskferry.app.session.SessionBus;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.exceptions.DBusExecutionException;

/**
 * The app's icon in the tray, there whenever the session has a tray, also one that comes later. Any thread; actions are run on threads of the bus.
 */
public final class TrayIcon implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TrayIcon.class.getName());
    private static final String WATCHER = "org.kde.StatusNotifierWatcher";
    private static final String WATCHER_PATH = "/StatusNotifierWatcher";

    // As long as an icon's name is there, so is the icon.
    private static final String OWN_NAME =
            "org.kde.StatusNotifierItem-" + ProcessHandle.current().pid() + "-1";

    private final SessionBus bus;
    private final Item item;
    private final TrayMenu menu = new TrayMenu();
    private final List<AutoCloseable> listening = new ArrayList<>();
    private volatile boolean isShown;

    /** {@code name}: the app's. {@code icons}: one picture in several sizes. {@code activate}: what a click on the icon does. */
    public TrayIcon(SessionBus bus, String name, List<Pixmap> icons, Runnable activate) {
        this.bus = bus;
        this.item = new Item(name, List.copyOf(icons), activate);
    }

    public void open() {
        try {
            bus.export(item);
            bus.export(menu);
            bus.claim(OWN_NAME);
            listening.add(bus.watch(WATCHER, this::register));
            listening.add(bus.listen(StatusItemWatcher.HostRegistered.class, _ -> register(true)));
            listening.add(bus.listen(StatusItemWatcher.HostUnregistered.class, _ -> register(true)));
        } catch (DBusException | DBusExecutionException e) {
            LOG.log(System.Logger.Level.WARNING, "no icon in the tray", e);
        }
        register(true);
    }

    /** Whether there is a tray that shows it. */
    public boolean isShown() {
        return isShown && bus.isConnected();
    }

    /** {@code text}: what the pointer over the icon is told, below the app's name. */
    public void show(String text, List<MenuLine> lines) {
        try {
            if (item.tell(text)) {
                bus.send(new StatusItem.NewToolTip(item.getObjectPath()));
            }
            if (menu.put(lines)) {
                bus.send(new MenuProtocol.LayoutUpdated(TrayMenu.PATH, menu.revision(), 0));
            }
        } catch (DBusException | DBusExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "the icon in the tray tells nothing new", e);
        }
    }

    /** One after the other: the last word is the latest one. */
    private synchronized void register(boolean isWatched) {
        isShown = isWatched && isTaken();
    }

    /** A watcher takes an icon that it has already for what it is. */
    private boolean isTaken() {
        try {
            var watcher = bus.object(WATCHER, WATCHER_PATH, StatusItemWatcher.class);
            watcher.register(OWN_NAME);
            return watcher.isHostRegistered();
        } catch (DBusException | DBusExecutionException e) {
            LOG.log(System.Logger.Level.DEBUG, "there is no tray", e);
            return false;
        }
    }

    @Override
    public void close() {
        isShown = false;
        listening.forEach(TrayIcon::end);
        end(() -> bus.release(OWN_NAME));
        bus.withdraw(item);
        bus.withdraw(menu);
    }

    private static void end(AutoCloseable what) {
        try {
            what.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.DEBUG, "the bus ends what is left", e);
        }
    }

    private static final class Item implements StatusItem {
        private final String name;
        private final List<Pixmap> icons;
        private final Runnable activate;
        private volatile String text = "";

        Item(String name, List<Pixmap> icons, Runnable activate) {
            this.name = name;
            this.icons = icons;
            this.activate = activate;
        }

        /** Whether that is new. */
        boolean tell(String fresh) {
            var isNew = !text.equals(fresh);
            text = fresh;
            return isNew;
        }

        @Override
        public String getCategory() {
            return "ApplicationStatus";
        }

        @Override
        public String getId() {
            return "deskferry";
        }

        @Override
        public String getTitle() {
            return name;
        }

        @Override
        public String getStatus() {
            return "Active";
        }

        @Override
        public String getIconName() {
            return "";
        }

        @Override
        public List<Pixmap> getIconPixmap() {
            return icons;
        }

        @Override
        public ToolTip getToolTip() {
            return new ToolTip(name, text);
        }

        @Override
        public boolean isItemMenu() {
            return false;
        }

        @Override
        public DBusPath getMenu() {
            return new DBusPath(TrayMenu.PATH);
        }

        @Override
        public void activate(int x, int y) {
            activate.run();
        }

        @Override
        public void secondaryActivate(int x, int y) {
            activate.run();
        }

        @Override
        public String getObjectPath() {
            return "/StatusNotifierItem";
        }
    }
}
