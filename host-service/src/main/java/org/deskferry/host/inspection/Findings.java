package org.deskferry.host.inspection;

import static org.deskferry.proto.problem.Phrases.say;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.deskferry.proto.problem.Phrases;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** What a look has found, in words. Of the same thing in the same program it keeps one. */
final class Findings {
    private static final Phrase END_IT = say("End the program, or what it does with this, then move the pod.");
    private static final Phrase IN_A_MOMENT =
            say("This passes by itself as a rule: try again in a moment, or end the program.");
    private static final int LONGEST_TITLE = 60;

    private final Scene scene;
    private final Supplier<Map<Integer, String>> titles;
    private final Set<Problem> problems = new LinkedHashSet<>();

    Findings(Scene scene, Supplier<Map<Integer, String>> titles) {
        this.scene = scene;
        this.titles = titles;
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** In the way until the program is ended, or does something else. */
    void add(Program program, Phrase reason) {
        add(program, reason, END_IT);
    }

    void add(Program program, Phrase reason, Phrase remedy) {
        add(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE, name(program), reason, remedy);
    }

    /** In the way for a moment. */
    void addPassing(Program program, Phrase reason) {
        add(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE_NOW, name(program), reason, IN_A_MOMENT);
    }

    /** Something that belongs to no program. */
    void addThing(Phrase thing, Phrase reason, Phrase remedy) {
        add(ProblemKind.PROBLEM_KIND_NOT_DUMPABLE, thing, reason, remedy);
    }

    private void add(ProblemKind kind, Phrase thing, Phrase reason, Phrase remedy) {
        problems.add(Phrases.problem(kind, thing, reason, remedy));
    }

    /** "program mousepad (pid 211, window "notes.txt - Mousepad")". */
    private Phrase name(Program program) {
        return title(program)
                .map(title ->
                        say("program {0} (pid {1}, window \"{2}\")", program.command(), program.innerPid(), title))
                .orElseGet(() -> say("program {0} (pid {1})", program.command(), program.innerPid()));
    }

    /** Of the window it shows, or that the program shows which has started it: a terminal, for one. */
    private Optional<String> title(Program program) {
        var shown = Optional.ofNullable(titles.get().get(program.innerPid())).filter(title -> !title.isEmpty());
        return shown.or(() -> scene.program(program.parent())
                        .filter(parent -> parent.innerPid() > 1)
                        .flatMap(this::title))
                .map(title -> title.length() > LONGEST_TITLE ? title.substring(0, LONGEST_TITLE) + "…" : title);
    }
}
