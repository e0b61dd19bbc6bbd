package org.deskferry.bench;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.deskferry.lab.Eventually;
import org.deskferry.lab.Lab;
import org.deskferry.lab.Witnesses;
import org.deskferry.lab.Workstation;
import org.deskferry.proto.v1.MoveResult;

/** Deskferry: a move from one workstation to another, where the pod is new each time, and the next time back. */
final class Ours implements Contestant {
    static final String NAME = "Deskferry";
    private static final Duration AFTERWARDS = Duration.ofSeconds(5);
    private static final double BYTES_PER_S = 1e9 / 8;

    private final Subject subject;
    private final Workstation one;
    private final Workstation other;
    private final boolean shaped;

    private Ours(Subject subject, Workstation one, Workstation other, boolean shaped) {
        this.subject = subject;
        this.one = one;
        this.other = other;
        this.shaped = shaped;
    }

    static Ours start(Lab lab, Case of) {
        var home = lab.workstation("wsa");
        return new Ours(Subject.connected(lab, home, of.load()), home, lab.workstation("wsb"), of.shaped());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Measure move() {
        var pod = subject.pod();
        var source = pod.workstation();
        var destination = source == one ? other : one;
        if (destination == other) {
            destination.forgetPods();
        }
        Warmth.before(subject.load());
        var resident = Meters.resident(pod);
        var sourceCpu = Meters.processorTime(source);
        var destinationCpu = Meters.processorTime(destination);
        try (var traffic = Traffic.of(source)) {
            var begin = Witnesses.now();
            var result = pod.moveTo(destination);
            var end = Witnesses.now();
            traffic.stop();
            Eventually.pause(AFTERWARDS);
            var values = new EnumMap<Column, Double>(Column.class);
            values.put(Column.TOTAL_MS, (end - begin) / 1e6);
            values.put(destination == other ? Column.WIRE : Column.RETURN_WIRE, (double) traffic.bytes() / resident);
            values.put(Column.SOURCE_CPU_S, Meters.processorTime(source) - sourceCpu);
            values.put(Column.DESTINATION_CPU_S, Meters.processorTime(destination) - destinationCpu);
            values.putAll(pauses(begin, end));
            if (shaped && destination == other) {
                values.put(Column.LINK, use(traffic, begin, result));
            }
            return Measure.of(values, Timeline.of(result));
        }
    }

    private Map<Column, Double> pauses(long begin, long end) {
        var pauses = subject.pauses();
        var freeze = pauses.longest(begin, end).orElseThrow();
        var stall = pauses.longest(freeze.end(), freeze.end() + AFTERWARDS.toNanos());
        var gap = subject.silences().longest(begin, end).orElseThrow();
        return Map.of(
                Column.FREEZE_MS, freeze.milliseconds(),
                Column.GAP_MS, gap.milliseconds(),
                Column.STALL_MS, stall.map(Gaps.Gap::milliseconds).orElse(0.0));
    }

    private static double use(Traffic traffic, long begin, MoveResult result) {
        var rounds = result.getStepsList().stream()
                .filter(step -> step.getName().equals("copy memory live"))
                .findFirst()
                .orElseThrow();
        var from = begin + Durations.toNanos(rounds.getBegin());
        return traffic.rate(from, from + Durations.toNanos(rounds.getLength())) / BYTES_PER_S;
    }

    @Override
    public void close() {
        subject.close();
    }
}
