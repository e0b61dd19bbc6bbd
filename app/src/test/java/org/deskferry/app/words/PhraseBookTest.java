package org.deskferry.app.words;

import static org.deskferry.proto.problem.Phrases.asIs;
import static org.deskferry.proto.problem.Phrases.problem;
import static org.deskferry.proto.problem.Phrases.say;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.deskferry.proto.v1.Filling;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whatever a workstation or this app can say of a problem is in the phrase book of each language, and what is not comes in English. */
final class PhraseBookTest {
    private static final List<Path> SOURCES = List.of(
            Path.of("../host-service/src/main/java"), Path.of("../proto/src/main/java"), Path.of("src/main/java"));
    private static final Pattern GAP = Pattern.compile("\\{\\d+\\}");

    @AfterEach
    void speakEnglish() {
        Language.ENGLISH.speak();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ENGLISH")
    void each_language_has_each_phrase_and_no_other(Language language) throws IOException {
        var said = said();
        assertTrue(said.size() > 500, "of the sources only " + said.size() + " phrases were read");
        var book = PhraseBook.read(language.code()).phrases();
        assertEquals(String.join("\n", said), String.join("\n", new TreeSet<>(book.keySet())));
        book.forEach((english, other) -> assertEquals(gaps(english), gaps(other), english));
    }

    @Test
    void what_is_filled_in_stands_where_the_language_wants_it() {
        var left = problem(
                ProblemKind.PROBLEM_KIND_NOT_DUMPABLE,
                say("program {0} (pid {1})", "redis-server", 211),
                say("It has {0} open, which cannot be moved.", say("an io_uring")),
                say("Try again."));
        assertEquals("program redis-server (pid 211)", PhraseBook.thing(left));
        Language.GERMAN.speak();
        assertEquals("Programm redis-server (PID 211)", PhraseBook.thing(left));
        assertEquals("Es hat ein io_uring offen; das kann nicht umziehen.", PhraseBook.reason(left));
        assertEquals("Versuchen Sie es noch einmal.", PhraseBook.remedy(left));
        assertEquals("It has an io_uring open, which cannot be moved.", left.getReason());
    }

    @Test
    void what_no_book_has_comes_in_english() {
        Language.GERMAN.speak();
        var newer = Phrase.newBuilder().setText("It is {0}, says a newer one.");
        var known = say("workstation {0}", "wsa");
        assertEquals("It is on fire, says a newer one.", reason(newer.addFillings(filling("on fire"))));
        // Half of a sentence in each language would be worse.
        var half = known.toBuilder()
                .clearFillings()
                .addFillings(Filling.newBuilder().setPhrase(Phrase.newBuilder().setText("unheard of")))
                .build();
        assertEquals("English", PhraseBook.reason(reasoned(half, "English")));
        assertEquals(
                "English",
                PhraseBook.reason(reasoned(known.toBuilder().clearFillings().build(), "English")));
    }

    @Test
    void names_are_no_phrases() {
        Language.GERMAN.speak();
        var named = problem(
                ProblemKind.PROBLEM_KIND_INTERNAL, say("pod {0}", "Try again."), asIs("{0} {9}"), say("Try again."));
        assertEquals("Pod Try again.", PhraseBook.thing(named));
        assertEquals("{0} {9}", PhraseBook.reason(named));
        assertFalse(named.getReasonPhrase().getText().isEmpty());
    }

    private static String reason(Phrase.Builder phrase) {
        return PhraseBook.reason(reasoned(phrase.build(), "It is on fire, says a newer one."));
    }

    private static Problem reasoned(Phrase phrase, String english) {
        return Problem.newBuilder().setReason(english).setReasonPhrase(phrase).build();
    }

    private static Filling filling(String plain) {
        return Filling.newBuilder().setPlain(plain).build();
    }

    private static List<String> gaps(String text) {
        return GAP.matcher(text)
                .results()
                .map(match -> match.group())
                .distinct()
                .sorted()
                .toList();
    }

    /** The constants that {@code say} is called with. */
    private static SortedSet<String> said() throws IOException {
        var files = new ArrayList<Path>();
        for (var folder : SOURCES) {
            try (var all = Files.walk(folder)) {
                all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
            }
        }
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new TreeSet<String>();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask)
                    compiler.getTask(null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
            for (var file : task.parse()) {
                var ways = ways(file.getSourceFile().getCharContent(true).toString());
                new TreeScanner<Void, Set<String>>() {
                    @Override
                    public Void visitMethodInvocation(MethodInvocationTree call, Set<String> known) {
                        if (ways.contains(call.getMethodSelect().toString())) {
                            known.add(constant(call.getArguments().getFirst()));
                        }
                        return super.visitMethodInvocation(call, known);
                    }
                }.scan(file, said);
            }
        }
        return said;
    }

    /** Others have methods of this name too. */
    private static Set<String> ways(String source) {
        return source.contains("import static org.deskferry.proto.problem.Phrases.say;")
                        || source.contains("class Phrases ")
                ? Set.of("say")
                : Set.of("Phrases.say");
    }

    private static String constant(ExpressionTree text) {
        return switch (text) {
            case LiteralTree literal -> String.valueOf(literal.getValue());
            case BinaryTree sum -> constant(sum.getLeftOperand()) + constant(sum.getRightOperand());
            default -> throw new IllegalArgumentException("say it in place, that this test can read it: " + text);
        };
    }
}
