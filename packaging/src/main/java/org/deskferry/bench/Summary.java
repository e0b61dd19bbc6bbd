package org.deskferry.bench;

import java.util.Locale;

/**
 * The figures that count.
 *
 * @param flat the freeze with 2 GiB over that with 64 MiB
 * @param vsPlain the freeze over that of stop-and-copy, a program of 2 GiB
 * @param vsPlainFirefox the same for a desktop with Firefox
 * @param xfceMs freeze of a desktop
 * @param firefoxMs and with Firefox
 * @param wire bytes sent over resident ones, of the desktop with Firefox, the first time it goes to a machine
 * @param returnWire the same when it goes back to one it was on
 * @param link use of a link of 1 Gbit/s
 * @param stallMs the longest median stall after the wake of any case
 * @param overheadPercent how much longer programs take in a pod: the median of all chores, each by its own median
 */
record Summary(
        double flat,
        double vsPlain,
        double vsPlainFirefox,
        double xfceMs,
        double firefoxMs,
        double wire,
        double returnWire,
        double link,
        double stallMs,
        double overheadPercent) {

    static Summary of(Report report) {
        return new Summary(
                freeze(report, Case.LARGE, Ours.NAME) / freeze(report, Case.SMALL, Ours.NAME),
                freeze(report, Case.LARGE, Ours.NAME) / freeze(report, Case.LARGE, StopAndCopy.NAME),
                freeze(report, Case.FIREFOX, Ours.NAME) / freeze(report, Case.FIREFOX, StopAndCopy.NAME),
                freeze(report, Case.XFCE, Ours.NAME),
                freeze(report, Case.FIREFOX, Ours.NAME),
                median(report, Case.FIREFOX, Ours.NAME, Column.WIRE),
                median(report, Case.FIREFOX, Ours.NAME, Column.RETURN_WIRE),
                median(report, Case.SHAPED, Ours.NAME, Column.LINK),
                report.results().stream()
                        .flatMap(result -> result.figure(Column.STALL_MS).stream())
                        .mapToDouble(Figure::median)
                        .max()
                        .orElseThrow(),
                report.overhead().median());
    }

    private static double freeze(Report report, Case of, String contestant) {
        return median(report, of, contestant, Column.FREEZE_MS);
    }

    private static double median(Report report, Case of, String contestant, Column column) {
        return report.result(of, contestant).figure(column).orElseThrow().median();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "bench: flat=%.2f vs_plain=%.2f vs_plain_firefox=%.2f xfce_ms=%.0f firefox_ms=%.0f wire=%.2f"
                        + " return_wire=%.2f link=%.2f stall_ms=%.0f overhead_pct=%.1f",
                flat,
                vsPlain,
                vsPlainFirefox,
                xfceMs,
                firefoxMs,
                wire,
                returnWire,
                link,
                stallMs,
                overheadPercent);
    }
}
