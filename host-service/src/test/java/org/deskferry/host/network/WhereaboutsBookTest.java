package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.deskferry.proto.v1.Whereabouts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WhereaboutsBookTest {
    private static final String POD = "0b8f2c1e-8f0a-4b8e-9f59-0b3c6f1f8a77";
    private static final String OTHER = "7c8f2c1e-8f0a-4b8e-9f59-0b3c6f1f8a77";

    @TempDir
    private Path folder;

    private final AtomicLong clock = new AtomicLong();
    private WhereaboutsBook book;

    @BeforeEach
    void open() {
        book = WhereaboutsBook.load(folder.resolve("whereabouts.json"), clock::get);
    }

    @Test
    void aLargerEpochHoldsWhicheverComesLast() {
        assertTrue(book.note("wsb", away(3, "10.2.0.7")));
        assertFalse(book.note("wsc", away(2, "10.3.0.7")));
        assertEquals(List.of(away(3, "10.2.0.7")), book.away());
        assertTrue(book.note("wsa", home(4)));
        assertFalse(book.note("wsb", away(3, "10.2.0.7")));
        assertEquals(List.of(), book.away());
    }

    @Test
    void ofOneEpochTheLastHolds() {
        assertTrue(book.note("wsb", away(3, "10.2.0.7")));
        assertTrue(book.note("wsc", away(3, "10.3.0.7")));
        assertEquals(List.of(away(3, "10.3.0.7")), book.away());
        assertFalse(book.note("wsc", away(3, "10.3.0.7")), "it is no news");
    }

    @Test
    void goneCountsFromWhomTheLastWordIsAndThenAnOlderOneHoldsAgain() {
        var _ = book.note("wsb", away(3, "10.2.0.7"));
        var _ = book.note("wsc", away(4, "10.3.0.7"));
        assertFalse(book.note("wsb", gone(3)));
        assertFalse(book.note("wsb", gone(4)));
        assertEquals(List.of(away(4, "10.3.0.7")), book.away());
        assertTrue(book.note("wsc", gone(4)));
        assertEquals(List.of(), book.away());
        assertTrue(book.note("wsb", away(3, "10.2.0.7")));
        assertTrue(book.isHeld("wsb", away(3, "10.2.0.7")));
        assertFalse(book.isHeld("wsc", away(3, "10.2.0.7")));
    }

    @Test
    void whatIsExpectedHoldsUntilItComesTrue() {
        var _ = book.note("wsb", away(3, "10.2.0.7"));
        assertTrue(book.note("wsc", expected(away(4, "10.3.0.7"))));
        assertEquals(List.of(expected(away(4, "10.3.0.7"))), book.away());
        assertFalse(book.note("wsb", away(3, "10.2.0.7")), "that is known");
        assertTrue(book.isHeld("wsb", away(3, "10.2.0.7")));
        assertTrue(book.note("wsc", away(4, "10.3.0.7")));
        assertEquals(List.of(away(4, "10.3.0.7")), book.away());
        assertFalse(book.note("wsc", expected(away(4, "10.3.0.7"))), "it comes late");
        assertEquals(List.of(away(4, "10.3.0.7")), book.away());
    }

    @Test
    void aPodMayBeExpectedAtHome() {
        var _ = book.note("wsb", away(3, "10.2.0.7"));
        assertTrue(book.note("wsa", expected(home(4))));
        assertEquals(List.of(), book.away());
    }

    @Test
    void whatIsExpectedIsTakenBackByWhoSaidItOrForgottenSoon() {
        var _ = book.note("wsb", away(3, "10.2.0.7"));
        var _ = book.note("wsc", expected(away(4, "10.3.0.7")));
        assertFalse(book.note("wsd", expected(gone(4))));
        assertEquals(List.of(expected(away(4, "10.3.0.7"))), book.away());
        assertTrue(book.note("wsc", expected(gone(4))));
        assertEquals(List.of(away(3, "10.2.0.7")), book.away());
        var _ = book.note("wsc", expected(away(5, "10.3.0.7")));
        clock.addAndGet(Expectations.HOLD.toNanos());
        assertFalse(book.expire());
        clock.addAndGet(1);
        assertTrue(book.expire());
        assertEquals(List.of(away(3, "10.2.0.7")), book.away());
    }

    @Test
    void whatIsTakenBackTooLateHasComeTrue() {
        var _ = book.note("wsc", expected(away(4, "10.3.0.7")));
        var _ = book.note("wsc", away(4, "10.3.0.7"));
        assertFalse(book.note("wsc", expected(gone(4))));
        assertEquals(List.of(away(4, "10.3.0.7")), book.away());
    }

    @Test
    void anExpectedAddressIsOnePods() {
        var _ = book.note("wsb", away(3, "10.2.0.7"));
        var next = expected(away(1, "10.2.0.7")).toBuilder()
                .setPodId(OTHER)
                .setHome4("10.1.0.6")
                .build();
        assertTrue(book.note("wsb", next));
        assertEquals(List.of(next), book.away());
        assertTrue(book.note("wsb", away(4, "10.2.0.7")));
        assertEquals(List.of(away(4, "10.2.0.7")), book.away());
    }

    @Test
    void anAddressIsOnePods() {
        var _ = book.note("wsb", away(3, "10.2.0.7"));
        var next = away(1, "10.2.0.7").toBuilder()
                .setPodId(OTHER)
                .setHome4("10.1.0.6")
                .build();
        assertTrue(book.note("wsb", next));
        assertEquals(List.of(next), book.away());
    }

    @Test
    void whatNobodyConfirmsIsForgotten() {
        var _ = book.note("wsb", away(3, "10.2.0.7"));
        clock.addAndGet(WhereaboutsBook.HOLDS.toNanos());
        var _ = book.note("wsb", away(3, "10.2.0.7"));
        clock.addAndGet(WhereaboutsBook.HOLDS.toNanos());
        assertFalse(book.expire());
        clock.incrementAndGet();
        assertTrue(book.expire());
        assertEquals(List.of(), book.all());
        assertEquals(
                List.of(),
                WhereaboutsBook.load(folder.resolve("whereabouts.json")).all());
    }

    @Test
    void outlivesTheService() throws Exception {
        var _ = book.note("wsb", away(3, "10.2.0.7"));
        var file = folder.resolve("whereabouts.json");
        assertEquals(book.all(), WhereaboutsBook.load(file).all());
        Files.writeString(file, "{ half");
        assertEquals(List.of(), WhereaboutsBook.load(file).all());
    }

    private static Whereabouts away(long epoch, String address) {
        return Whereabouts.newBuilder()
                .setPodId(POD)
                .setEpoch(epoch)
                .setStay(Whereabouts.Stay.STAY_AWAY)
                .setHome4("10.1.0.5")
                .setAway4(address)
                .build();
    }

    private static Whereabouts home(long epoch) {
        return stay(epoch, Whereabouts.Stay.STAY_HOME);
    }

    private static Whereabouts expected(Whereabouts said) {
        return said.toBuilder().setExpected(true).build();
    }

    private static Whereabouts gone(long epoch) {
        return stay(epoch, Whereabouts.Stay.STAY_GONE);
    }

    private static Whereabouts stay(long epoch, Whereabouts.Stay stay) {
        return away(epoch, "").toBuilder().setStay(stay).build();
    }
}
