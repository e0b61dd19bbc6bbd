package org.deskferry.proto.problem;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.deskferry.proto.v1.Filling;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** The only place where problems are made and put into words: whatever can be said stands in the sources as a constant, and in every phrase book. */
public final class Phrases {
    private static final Pattern GAP = Pattern.compile("\\{(\\d{1,2})\\}");

    private Phrases() {}

    /** {@code say("pod {0}", name)}. A value that is a phrase is said in the reader's language too. */
    public static Phrase say(@CompileTimeConstant String text, Object... values) {
        var phrase = Phrase.newBuilder().setText(text);
        for (var value : values) {
            phrase.addFillings(
                    value instanceof Phrase inner
                            ? Filling.newBuilder().setPhrase(inner)
                            : Filling.newBuilder().setPlain(String.valueOf(value)));
        }
        return phrase.build();
    }

    /** The same in every language: a name, or what only a log or an administrator's command tells. */
    public static Phrase asIs(String text) {
        return say("{0}", text);
    }

    /** What it is about, what is wrong with it, and what the reader can do. */
    public static Problem problem(ProblemKind kind, Phrase thing, Phrase reason, Phrase remedy) {
        var problem = Problem.newBuilder()
                .setKind(kind)
                .setThing(english(thing))
                .setReason(english(reason))
                .setRemedy(english(remedy));
        // What has no gaps is known by its English.
        if (thing.getFillingsCount() > 0) {
            problem.setThingPhrase(thing);
        }
        if (reason.getFillingsCount() > 0) {
            problem.setReasonPhrase(reason);
        }
        if (remedy.getFillingsCount() > 0) {
            problem.setRemedyPhrase(remedy);
        }
        return problem.build();
    }

    public static String english(Phrase phrase) {
        return fill(phrase, Optional::of).orElseThrow();
    }

    /** The phrase with what {@code book} has for its text, and for those in it; empty if that lacks one of them. */
    public static Optional<String> fill(Phrase phrase, Function<String, Optional<String>> book) {
        var text = book.apply(phrase.getText());
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var filled = new StringBuilder();
        var gaps = GAP.matcher(text.get());
        while (gaps.find()) {
            var value = filling(phrase, Integer.parseInt(gaps.group(1)), book);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            gaps.appendReplacement(filled, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(gaps.appendTail(filled).toString());
    }

    private static Optional<String> filling(Phrase phrase, int number, Function<String, Optional<String>> book) {
        if (number >= phrase.getFillingsCount()) {
            return Optional.empty();
        }
        var filling = phrase.getFillings(number);
        return switch (filling.getKindCase()) {
            case PLAIN -> Optional.of(filling.getPlain());
            case PHRASE -> fill(filling.getPhrase(), book);
            case KIND_NOT_SET -> Optional.empty();
        };
    }
}
