package org.deskferry.host.move;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.deskferry.host.display.Display;
import org.deskferry.host.display.Window;
import org.deskferry.host.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Titles of a session's windows by pid, asked for once. Empty where the display does not answer. For one thread. */
final class WindowTitles implements Supplier<Map<Integer, String>> {
    private final Display display;
    private @Nullable Map<Integer, String> titles;

    WindowTitles(Display display) {
        this.display = display;
    }

    @Override
    public Map<Integer, String> get() {
        if (titles == null) {
            titles = ask();
        }
        return titles;
    }

    private Map<Integer, String> ask() {
        try {
            return display.windows().stream()
                    .filter(window -> window.pid() > 0)
                    .collect(Collectors.toMap(Window::pid, Window::title, (older, _) -> older));
        } catch (ProblemException e) {
            return Map.of();
        }
    }
}
