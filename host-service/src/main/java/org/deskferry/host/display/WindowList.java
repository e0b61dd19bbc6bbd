package org.deskferry.host.display;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads which windows the window manager of a display lists, oldest first. Panels and the desktop are none. */
final class WindowList {
    private static final int WM_NAME = 39;
    private static final int WM_CLASS = 67;
    private static final int MAX_PID = 1 << 22;
    private static final int MAX_TEXT = 200;
    /** Older programs write what Latin-1 lacks between two escape sequences of compound text. */
    private static final Pattern UTF8_IN_LATIN = Pattern.compile("\\x1b%G([^\\x1b]*)\\x1b%@");

    private final X11 x11;
    private final int clientList;
    private final int name;
    private final int utf8;
    private final int pid;
    private final int type;
    private final List<Integer> notForPeople;

    private WindowList(X11 x11, List<Integer> atoms) {
        this.x11 = x11;
        this.clientList = atoms.get(0);
        this.name = atoms.get(1);
        this.utf8 = atoms.get(2);
        this.pid = atoms.get(3);
        this.type = atoms.get(4);
        this.notForPeople = atoms.subList(5, 7);
    }

    static List<Window> read(X11 x11) throws IOException {
        var names = Stream.of(
                "_NET_CLIENT_LIST",
                "_NET_WM_NAME",
                "UTF8_STRING",
                "_NET_WM_PID",
                "_NET_WM_WINDOW_TYPE",
                "_NET_WM_WINDOW_TYPE_DESKTOP",
                "_NET_WM_WINDOW_TYPE_DOCK");
        var atoms = x11.ask(names.map(X11::atom).toList()).stream()
                .map(X11.Answer::number)
                .toList();
        return new WindowList(x11, atoms).read();
    }

    private List<Window> read() throws IOException {
        var list = x11.ask(List.of(X11.property(x11.root(), clientList))).getFirst();
        var properties = List.of(name, WM_NAME, WM_CLASS, pid, type);
        var questions = list.words()
                .boxed()
                .flatMap(window -> properties.stream().map(property -> X11.property(window, property)))
                .toList();
        var answers = x11.ask(questions);
        var windows = new ArrayList<Window>();
        for (int at = 0; at < answers.size(); at += properties.size()) {
            var answer = answers.subList(at, at + properties.size());
            if (answer.get(4).words().noneMatch(notForPeople::contains)) {
                windows.add(new Window(pidIn(answer.get(3)), program(answer.get(2)), title(answer)));
            }
        }
        return List.copyOf(windows);
    }

    private static int pidIn(X11.Answer answer) {
        return answer.words()
                .limit(1)
                .filter(number -> number > 0 && number <= MAX_PID)
                .findFirst()
                .orElse(0);
    }

    /** The class, which follows the instance; each ends with a zero. */
    private static String program(X11.Answer answer) {
        var parts = text(answer.value(), StandardCharsets.ISO_8859_1).split("\0", -1);
        return readable(parts.length > 1 && !parts[1].isEmpty() ? parts[1] : parts[0]);
    }

    private String title(List<X11.Answer> answer) {
        var preferred = titleIn(answer.get(0));
        return preferred.isEmpty() ? titleIn(answer.get(1)) : preferred;
    }

    private String titleIn(X11.Answer answer) {
        if (answer.number() == utf8) {
            return readable(text(answer.value(), StandardCharsets.UTF_8));
        }
        var latin = text(answer.value(), StandardCharsets.ISO_8859_1);
        return readable(UTF8_IN_LATIN.matcher(latin).replaceAll(WindowList::asUtf8));
    }

    private static String asUtf8(MatchResult match) {
        var bytes = match.group(1).getBytes(StandardCharsets.ISO_8859_1);
        return Matcher.quoteReplacement(new String(bytes, StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer bytes, Charset charset) {
        return charset.decode(bytes.duplicate()).toString();
    }

    private static String readable(String text) {
        return text.codePoints()
                .filter(WindowList::isHarmless)
                .limit(MAX_TEXT)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Whether a character neither breaks lines nor turns the text around it. */
    private static boolean isHarmless(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE ->
                false;
            default ->
                switch (Character.getDirectionality(codePoint)) {
                    case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
                            Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
                            Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
                            Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
                            Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
                            Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
                            Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE -> false;
                    default -> true;
                };
        };
    }
}
