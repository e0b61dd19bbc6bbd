package org.deskferry.app.cli;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.util.Durations;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.MoveResult;
import org.deskferry.proto.v1.ProblemKind;
import org.deskferry.proto.v1.Step;

/**
 * What a move spent its time on, as a file for trace viewers: the JSON object form of the Trace Event Format, with a process for
 * each workstation, a complete event for each step, and times in microseconds since the move began.
 */
final class TraceFile implements AutoCloseable {
    private static final int SOURCE = 1;
    private static final int DESTINATION = 2;

    private final Path path;
    private final Writer writer;

    private TraceFile(Path path, Writer writer) {
        this.path = path;
        this.writer = writer;
    }

    /** Opened before a move, so that a place that can't be written to is known before it. */
    static TraceFile open(Path path) throws CommandFailure {
        try {
            return new TraceFile(path, Files.newBufferedWriter(path));
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    /** Writes the trace of a move that has ended. */
    void write(MoveProgress end) throws CommandFailure {
        var events = new JsonArray();
        events.add(processName(SOURCE, end.getSource()));
        events.add(processName(DESTINATION, end.getDestination()));
        addLanes(events, SOURCE, at(end.getResult(), false));
        addLanes(events, DESTINATION, at(end.getResult(), true));
        var trace = new JsonObject();
        trace.addProperty("displayTimeUnit", "ms");
        trace.add("traceEvents", events);
        try {
            new Gson().toJson(trace, writer);
            writer.flush();
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static List<Step> at(MoveResult result, boolean destination) {
        return result.getStepsList().stream()
                .filter(step -> step.getAtDestination() == destination)
                .sorted(Comparator.comparingLong(TraceFile::begin))
                .toList();
    }

    /** What went on at the same time is in lanes of its own: viewers take what overlaps in one for calls of one another. */
    private static void addLanes(JsonArray events, int process, List<Step> steps) {
        var ends = new ArrayList<Long>();
        for (var step : steps) {
            var lane = 0;
            while (lane < ends.size() && ends.get(lane) > begin(step)) {
                lane++;
            }
            if (lane == ends.size()) {
                ends.add(0L);
            }
            ends.set(lane, begin(step) + Durations.toMicros(step.getLength()));
            events.add(event(process, lane + 1, step));
        }
    }

    private static JsonObject event(int process, int lane, Step step) {
        var event = new JsonObject();
        event.addProperty("ph", "X");
        event.addProperty("name", step.getName());
        event.addProperty("cat", step.getFrozen() ? "frozen" : "live");
        event.addProperty("pid", process);
        event.addProperty("tid", lane);
        event.addProperty("ts", begin(step));
        event.addProperty("dur", Durations.toMicros(step.getLength()));
        return event;
    }

    private static JsonObject processName(int process, String workstation) {
        var name = new JsonObject();
        name.addProperty("name", workstation);
        var event = new JsonObject();
        event.addProperty("ph", "M");
        event.addProperty("name", "process_name");
        event.addProperty("pid", process);
        event.add("args", name);
        return event;
    }

    private static long begin(Step step) {
        return Durations.toMicros(step.getBegin());
    }

    private static CommandFailure unusable(Path path, IOException e) {
        return CommandFailure.of(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                "file " + path,
                "The trace cannot be written to it: " + e.getMessage() + ".",
                "Name another file.");
    }

    @Override
    public void close() throws CommandFailure {
        try {
            writer.close();
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }
}
