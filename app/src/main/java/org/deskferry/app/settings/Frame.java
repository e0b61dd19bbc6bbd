package org.deskferry.app.settings;

import java.util.Optional;
import java.util.regex.Pattern;

/** Where a window was, in pixels of the screens' common plane: "1280x800+0+40", or with "maximized" behind it. */
public record Frame(int width, int height, int x, int y, boolean maximized) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,5})x(\\d{1,5})([+-]\\d{1,5})([+-]\\d{1,5})( maximized)?");

    public static Optional<Frame> parse(String text) {
        var match = FORM.matcher(text);
        return match.matches()
                ? Optional.of(new Frame(
                        Integer.parseInt(match.group(1)),
                        Integer.parseInt(match.group(2)),
                        Integer.parseInt(match.group(3)),
                        Integer.parseInt(match.group(4)),
                        match.group(5) != null))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "%dx%d%+d%+d%s".formatted(width, height, x, y, maximized ? " maximized" : "");
    }
}
