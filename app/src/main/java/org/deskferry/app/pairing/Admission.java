package org.deskferry.app.pairing;

import static org.deskferry.proto.problem.Phrases.asIs;
import static org.deskferry.proto.problem.Phrases.say;

import java.util.regex.Pattern;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.FleetOffice;
import org.deskferry.app.identity.Member;
import org.deskferry.pairing.PairingCode;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;

/**
 * Takes a workstation into a fleet: it is met, and when a person has typed its code, paired. No connection stays between the two. All of it blocks.
 *
 * @param place where it is, under any name
 */
public record Admission(FleetOffice office, Member place) {
    public static final int USUAL_PORT = 7443;
    /** "host:port", "[address]:port"; an IPv6 address alone has no brackets. */
    private static final Pattern WITH_PORT = Pattern.compile("(?:\\[[^\\]]+\\]|[^:\\[\\]]+):\\d{1,5}");

    /**
     * Where "host", "host:port", "[address]:port" or an address is.
     *
     * @throws IllegalArgumentException with the reason if it is none of them
     */
    public static Member place(String typed) {
        if (WITH_PORT.matcher(typed).matches()) {
            return Member.of("newcomer", typed);
        }
        var bare = typed.contains(":") && !typed.startsWith("[") ? "[" + typed + "]" : typed;
        return Member.of("newcomer", bare + ":" + USUAL_PORT);
    }

    /**
     * Asks who is there.
     *
     * @throws FleetException (UNREACHABLE, NOT_ALLOWED where it is a member of any fleet, NOT_TRUSTED, NAME_IN_USE where its address is another member's)
     */
    public Acquaintance meet() throws FleetException {
        // Without one there is nothing to take it into.
        var _ = office.fleet();
        try (var newcomer = Newcomer.at(place)) {
            var introduction = newcomer.introduce();
            var member = member(introduction.getName());
            office.examine(member, true);
            return new Acquaintance(
                    member, newcomer.fingerprint(), introduction.getShowsCode(), office.lists(member.name()));
        }
    }

    /**
     * Pairs the one that was met.
     *
     * @param member as was met, at the site that it shall have
     * @param replace whether a member of this name may be in the list already
     * @throws FleetException (NOT_TRUSTED) if the code is wrong or it is not the one that was met; nothing was signed then
     */
    public void pair(Acquaintance met, Member member, PairingCode code, boolean replace) throws FleetException {
        office.examine(member, replace);
        try (var newcomer = Newcomer.at(place)) {
            var introduction = newcomer.introduce();
            if (!newcomer.fingerprint().equals(met.key())) {
                throw refused(
                        say("It shows another key than a moment ago: it is another machine, or was set up anew."),
                        say("Ask again who is there, and compare the fingerprint."));
            }
            newcomer.pair(code, introduction, office.fleet(), request -> office.admit(member, request, replace));
        }
    }

    private Member member(String name) throws FleetException {
        try {
            return Member.of(name, place.address());
        } catch (IllegalArgumentException e) {
            throw new FleetException(
                    e,
                    Exchange.problem(
                            place,
                            ProblemKind.PROBLEM_KIND_NOT_TRUSTED,
                            asIs(String.valueOf(e.getMessage())),
                            say("Set name in its host.conf and restart its host service.")));
        }
    }

    private FleetException refused(Phrase reason, Phrase remedy) {
        return new FleetException(null, Exchange.problem(place, ProblemKind.PROBLEM_KIND_NOT_TRUSTED, reason, remedy));
    }
}
