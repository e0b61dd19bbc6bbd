package org.deskferry.app.session;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.exceptions.DBusException;
import org.freedesktop.dbus.interfaces.DBus;
import org.freedesktop.dbus.interfaces.DBusInterface;
import org.freedesktop.dbus.messages.DBusSignal;
import org.freedesktop.dbus.types.UInt32;

/**
 * The user's session bus (D-Bus). Any thread; what it calls, it calls on threads of its own. What waits for an answer throws a {@code
 * DBusExecutionException} where none comes, or the other side fails.
 */
public final class SessionBus implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SessionBus.class.getName());
    private static final String BUS = "org.freedesktop.DBus";
    private static final String BUS_PATH = "/org/freedesktop/DBus";

    // It tells of each connection.
    private static final Logger QUIET = Logger.getLogger("org.freedesktop.dbus");

    static {
        QUIET.setLevel(Level.WARNING);
    }

    private final DBusConnection connection;

    private SessionBus(DBusConnection connection) {
        this.connection = connection;
    }

    /** Empty where this session has none: the app does without. */
    public static Optional<SessionBus> connect() {
        try {
            return Optional.of(new SessionBus(
                    DBusConnectionBuilder.forSessionBus().withShared(false).build()));
        } catch (DBusException | RuntimeException e) {
            LOG.log(System.Logger.Level.DEBUG, "there is no session bus", e);
            return Optional.empty();
        }
    }

    /** The one at {@code address}, such as {@code unix:path=/run/user/1000/bus}. */
    public static SessionBus at(String address) throws DBusException {
        return new SessionBus(
                DBusConnectionBuilder.forAddress(address).withShared(false).build());
    }

    /** Whether {@code name} is this program's now, and nobody else's. */
    public boolean claim(String name) throws DBusException {
        var answer = object(BUS, BUS_PATH, DBus.class).RequestName(name, new UInt32(DBus.DBUS_NAME_FLAG_DO_NOT_QUEUE));
        return answer.intValue() == DBus.DBUS_REQUEST_NAME_REPLY_PRIMARY_OWNER;
    }

    /** {@code name} is anybody's again. */
    public void release(String name) throws DBusException {
        object(BUS, BUS_PATH, DBus.class).ReleaseName(name);
    }

    /** Others can call it from now on, by its path. */
    public void export(DBusInterface object) throws DBusException {
        connection.exportObject(object);
    }

    /** Nobody can call it any more. */
    public void withdraw(DBusInterface object) {
        connection.unExportObject(object.getObjectPath());
    }

    /** That of {@code owner}; a call of it waits for the answer. */
    public <I extends DBusInterface> I object(String owner, String path, Class<I> type) throws DBusException {
        return connection.getRemoteObject(owner, path, type);
    }

    /** Says it to whoever listens, and does not wait. */
    public void send(DBusSignal signal) {
        connection.sendMessage(signal);
    }

    /** {@code listener} hears all signals of a kind, until what is returned is closed. */
    public <S extends DBusSignal> AutoCloseable listen(Class<S> kind, Consumer<S> listener) throws DBusException {
        return connection.addSigHandler(kind, listener::accept);
    }

    /** {@code listener} hears, each time {@code name} gets an owner or loses it, whether it has one. */
    public AutoCloseable watch(String name, Consumer<Boolean> listener) throws DBusException {
        return listen(DBus.NameOwnerChanged.class, change -> {
            if (change.name.equals(name)) {
                listener.accept(!change.newOwner.isEmpty());
            }
        });
    }

    public boolean isConnected() {
        return connection.isConnected();
    }

    @Override
    public void close() {
        connection.disconnect();
    }
}
