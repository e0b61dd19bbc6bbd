package org.deskferry.host.handover;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Every order of events of a move, of crashes, lost messages and power cuts: the pod never runs twice, and runs in the end. */
class HandOverTest {
    private static final String TWICE = "The pod runs twice";
    private static final String NEVER = "The pod never runs again";

    @Test
    void neverTwoAndNeverNone() {
        var explorer = new Explorer(new Steps(HandOver.TABLE, true));
        var found = explorer.counterexample();
        assertTrue(found.isEmpty(), found::toString);
        assertTrue(explorer.worlds() > 5_000, "it was a small world: " + explorer.worlds());
    }

    @Test
    void aCommitSentBeforeItIsWritten() {
        finds(
                TWICE,
                "source's service is killed",
                HandOver.TABLE.with(
                        Stand.FROZEN,
                        Event.DESTINATION_READY,
                        Stand.COMMITTED,
                        Deed.SAY_COMMIT,
                        Deed.STAND_STILL,
                        Deed.WRITE_COMMITTED));
    }

    @Test
    void aCopyThatOnlyCriuHolds() {
        finds(
                TWICE,
                "CRIU lets the source's processes go",
                HandOver.TABLE.with(
                        Stand.FROZEN, Event.DESTINATION_READY, Stand.COMMITTED, Deed.WRITE_COMMITTED, Deed.SAY_COMMIT));
    }

    @Test
    void anAnswerThatDoesNotRuleTheCommitOut() {
        finds(
                TWICE,
                "destination is asked WHAT_BECAME_OF_IT",
                HandOver.TABLE.with(Stand.READY, Event.ASKED, Stand.READY, Deed.ANSWER_NOT_TAKEN));
    }

    @Test
    void aDestinationThatForgetsWhereThePodWent() {
        finds(
                TWICE,
                "the pod moves on",
                HandOver.TABLE.with(Stand.GONE, Event.ASKED, Stand.GONE, Deed.ANSWER_NOT_TAKEN));
    }

    @Test
    void aSourceThatDoesNotAsk() {
        finds(
                TWICE,
                "source does GO_ON",
                HandOver.TABLE.with(Stand.COMMITTED, Event.STARTED, Stand.HERE, Deed.WRITE_HERE, Deed.GO_ON));
    }

    @Test
    void aDestinationThatDropsAWholePod() {
        finds(
                NEVER,
                "source loses power",
                HandOver.TABLE.with(Stand.READY, Event.SILENCE, Stand.ABSENT, Deed.END, Deed.FORGET));
    }

    @Test
    void aPodThatRunsBeforeItsRecordSaysSo() {
        finds(
                TWICE,
                "destination's service is killed",
                HandOver.TABLE.with(Stand.READY, Event.COMMIT, Stand.TAKEN, Deed.LET_RUN, Deed.WRITE_TAKEN));
    }

    @Test
    void aServiceThatTakesADyingCopyForOneThatRuns() {
        var found = new Explorer(new Steps(HandOver.TABLE, false)).counterexample();
        assertTrue(found.orElse("nothing").startsWith(NEVER), found::toString);
    }

    private static void finds(String what, String how, HandOver wrong) {
        var found = new Explorer(new Steps(wrong, true)).counterexample().orElse("nothing");
        assertTrue(found.startsWith(what) && found.contains(how), found);
    }
}
