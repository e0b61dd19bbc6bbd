package org.deskferry.app.fleet;

import java.util.List;
import org.deskferry.app.identity.Failures;
import org.deskferry.app.identity.Member;
import org.deskferry.app.words.Words;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ProblemKind;

/** Turns what went wrong in a call into words. */
final class Trouble {
    private static final Words WORDS = Words.beside(Trouble.class);

    private Trouble() {}

    static TroubleException of(Throwable failure, Member member) {
        return new TroubleException(Failures.of(failure, member), Failures.isLoss(failure));
    }

    /** The member took the call and then said nothing. */
    static TroubleException silent(Member member) {
        var problem = Problem.newBuilder()
                .setKind(ProblemKind.PROBLEM_KIND_TIMED_OUT)
                .setThing(WORDS.of("silent.thing", member.name()))
                .setReason(WORDS.of("silent.reason", member.address()))
                .setRemedy(WORDS.of("silent.remedy", member.name()))
                .build();
        return new TroubleException(List.of(problem), true);
    }
}
