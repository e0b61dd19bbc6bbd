package org.deskferry.host.pod;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.regex.Pattern;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.ProblemKind;

/** The syntax of pod names and ids, checked wherever one comes in from outside. */
public final class PodNames {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private PodNames() {}

    /** Returns the name, or throws if it is none. */
    public static String checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("pod name '{0}'", printable(name)),
                    say("A pod's name is 1 to 40 of a-z, 0-9 and '-', starting with a letter."),
                    say("Choose another name."));
        }
        return name;
    }

    /** Returns the id, or throws if it is none. */
    public static String checkId(String id) {
        if (!ID.matcher(id).matches()) {
            throw ProblemException.of(
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("pod id '{0}'", printable(id)),
                    say("A pod's id is a UUID in lower case."),
                    say("Run 'deskferry ls --json' to see the ids."));
        }
        return id;
    }

    private static String printable(String text) {
        var clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > 60 ? clean.substring(0, 60) + "..." : clean;
    }
}
