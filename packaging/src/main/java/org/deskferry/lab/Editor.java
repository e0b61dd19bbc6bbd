package org.deskferry.lab;

import java.io.IOException;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.deskferry.host.display.Input;

/** A text editor in a pod, used by its keyboard and seen on its screen. */
public final class Editor {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern PLACE = Pattern.compile(
            "Window id: (0x\\w+).*Absolute upper-left X: +(-?\\d+).*Absolute upper-left Y: +(-?\\d+)", Pattern.DOTALL);
    /** Where text is in the window, from its upper left, below the menu. */
    private static final int LEFT = 10;

    private static final int TOP = 26;
    private static final int WIDTH = 350;
    private static final int HEIGHT = 150;

    private final LabPod pod;
    private final String window;
    private final int x;
    private final int y;

    private Editor(LabPod pod, String window, int x, int y) {
        this.pod = pod;
        this.window = window;
        this.x = x;
        this.y = y;
    }

    /** Starts one with an empty text. */
    public static Editor open(LabPod pod) {
        pod.launch("mousepad");
        var title = pod.awaitWindow("Mousepad");
        var place = PLACE.matcher(pod.ask("xwininfo -name '" + title + "'"));
        if (!place.find()) {
            throw new IllegalStateException("the editor's window has no place on the screen");
        }
        return new Editor(pod, place.group(1), Integer.parseInt(place.group(2)), Integer.parseInt(place.group(3)));
    }

    /** Clicks into the text, behind its end, and types. */
    public void type(String text) {
        pod.display().send(new Input().click(x + LEFT + WIDTH, y + TOP + HEIGHT, Input.LEFT));
        Keyboard.awaitAtId(pod, window);
        pod.display().send(new Input().type(text));
        pod.awaitWindow("*Untitled");
    }

    /** Opens a window beside it, which takes the keyboard. */
    public void lookAway() {
        pod.launch("xfce4-terminal", "--disable-server", "--title=Aside", "--geometry=20x3-0-0");
        pod.awaitWindow("Aside");
        Eventually.that("the editor has let go of the keyboard", LIMIT, () -> !Keyboard.isAt(pod, window));
    }

    /** The colours where the text is. The editor must not have the keyboard: its cursor would blink. */
    public IntBuffer pixels() {
        var picture = pod.display().picture();
        var pixels = new int[WIDTH * HEIGHT];
        for (int row = 0; row < HEIGHT; row++) {
            for (int column = 0; column < WIDTH; column++) {
                pixels[row * WIDTH + column] = picture.colour(x + LEFT + column, y + TOP + row);
            }
        }
        return IntBuffer.wrap(pixels);
    }

    /** Saves the text under {@code name} in the user's home by the editor's own dialogue, and returns the file's content. */
    public String save(String name) {
        pod.display().send(new Input().press("ctrl+s"));
        pod.awaitWindow("Save As");
        pod.display().send(new Input().type("/home/user/" + name));
        // The dialogue completes what is typed, and takes a Return in the middle of that for an answer to it.
        Eventually.pause(Duration.ofMillis(500));
        pod.display().send(new Input().press("return"));
        return Eventually.value("the saved file", LIMIT, () -> {
            try {
                return Optional.of(Files.readString(pod.home().resolve(name))).filter(content -> !content.isEmpty());
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }
}
