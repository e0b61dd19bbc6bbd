package org.deskferry.host.display;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.deskferry.host.problem.ProblemException;

/**
 * The display of one pod. Thread-safe; each call but {@link #tunnel} takes two seconds at most and leaves no connection to the pod.
 *
 * <p>All but {@link #pause} throw a {@link ProblemException}: POD_BUSY while the display is paused, DISPLAY_SILENT if its
 * X server does not answer as it should in time.
 */
public final class Display {
    private static final int MAX_AUTHORITY = 16 * 1024;

    private final Gate gate;
    private final DisplayFiles files;
    private volatile Optional<Picture> last = Optional.empty();

    /**
     * @param pod the pod's name, for messages
     * @param root the pod's root directory as seen from here; may throw a {@link ProblemException} if the pod has ended
     */
    public Display(String pod, Supplier<Path> root) {
        this(pod, root, DisplayFiles.OF_POD);
    }

    Display(String pod, Supplier<Path> root, DisplayFiles files) {
        this.gate = new Gate(pod, root);
        this.files = files;
    }

    /** What the screen shows, or showed not more than half a second ago. */
    public Picture picture() {
        return gate.run(turn -> {
            var recent = last.filter(Picture::isFresh);
            if (recent.isPresent()) {
                return recent.get();
            }
            var fresh = turn.connect(
                    files.vnc(), connection -> new Picture(Rfb.begin(connection).frame()));
            last = Optional.of(fresh);
            return fresh;
        });
    }

    /** The windows of the session, oldest first, at most 256. */
    public List<Window> windows() {
        return ask(WindowList::read);
    }

    /** Whether a window manager runs. */
    public boolean isManaged() {
        return ask(WindowManager::runs);
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(X11 x11) throws IOException;
    }

    private <T> T ask(Question<T> question) {
        return gate.run(turn -> {
            var authority = turn.read(files.authority(), MAX_AUTHORITY);
            var cookie = XAuthority.cookie(authority, files.displayNumber());
            return turn.connect(files.x11(), connection -> question.ask(X11.begin(connection, cookie)));
        });
    }

    /** Does with keyboard and pointer what {@code input} says; returns when the X server has been told all of it. */
    public void send(Input input) {
        gate.run(turn -> turn.connect(files.vnc(), connection -> {
            var rfb = Rfb.begin(connection);
            rfb.send(input.messages());
            rfb.settle();
            return rfb;
        }));
        last = Optional.empty();
    }

    /**
     * Carries what an app and the X server say to each other, until one of them hangs up or a pause ends it. Pictures and the
     * like go on beside it.
     *
     * @throws IOException when it is over, for whatever reason, once it has begun
     */
    public void tunnel(FarEnd app) throws IOException {
        gate.stay(files.vnc(), connection -> {
            new Tunnel(connection, app).run();
            return app;
        });
    }

    /** Ends all tunnels, as the pod has left. */
    void cut() {
        gate.cut();
    }

    /**
     * Ends what is under way and keeps everyone out until the returned pause is closed: from then on neither this side nor
     * the X server has an end of a connection that crosses the pod's border.
     *
     * @throws ProblemException DISPLAY_SILENT if the X server does not let go within a second; then nothing is paused
     */
    public Pause pause() {
        var pause = gate.pause();
        last = Optional.empty();
        return pause;
    }

    /** Keeps everyone out of a display until it is closed. */
    public interface Pause extends AutoCloseable {
        @Override
        void close();
    }
}
