package org.deskferry.app.cli;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import org.deskferry.app.evacuation.Departure;
import org.deskferry.app.evacuation.Plan;
import org.deskferry.app.evacuation.Stay;
import org.deskferry.app.identity.Member;
import org.deskferry.proto.v1.MoveProgress;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.Problem;

/** What is said of an evacuation: lines for people, or with --json an object a line. */
final class EvacuationReport {
    private final Session session;
    private final Member source;
    private final ProgressLine line;

    EvacuationReport(Session session, Member source) {
        this.session = session;
        this.source = source;
        this.line = new ProgressLine(session);
    }

    void nothing() {
        if (session.json()) {
            end(List.of(), List.of());
        } else {
            session.out().println("There is no pod on " + source.name() + ".");
        }
    }

    void plan(Plan plan) {
        if (session.json()) {
            var content = content("departures", plan.departures(), plan.stays());
            content.addProperty("order", Plan.ORDER);
            print("plan", content);
            return;
        }
        if (!plan.departures().isEmpty()) {
            session.out().println(Plan.ORDER + "\n");
            var table = new Table("POD", "CONNECTIONS", "MEMORY", "TO", "WHY");
            plan.departures()
                    .forEach(departure -> table.add(
                            name(departure.pod()),
                            String.valueOf(departure.pod().getConnections()),
                            Text.bytes(departure.pod().getMemoryBytes()),
                            departure.destination().workstation(),
                            departure.destination().why()));
            table.print(session.out());
            session.out().println();
        }
        // Of what finds no place now the end tells: there may be one when its turn comes.
        plan.stays().forEach(stay -> session.out().println("No place for " + name(stay.pod()) + " at this moment."));
        session.out().flush();
    }

    void begins(Departure departure) {
        if (session.json()) {
            print("departure", json(departure));
        } else {
            say(name(departure.pod()) + " goes to " + departure.destination().workstation() + ": "
                    + departure.destination().why() + ".");
        }
    }

    void progress(MoveProgress news, Collection<MoveProgress> all) {
        if (session.json()) {
            line.show(news);
        } else {
            line.show(all);
        }
    }

    void moved(MoveProgress end) {
        if (!session.json()) {
            line.close();
            new MoveReport(end).print(session.out(), false);
            session.out().flush();
        }
    }

    void lost(Departure departure) {
        if (!session.json()) {
            say("The connection was lost while " + name(departure.pod()) + " moved to "
                    + departure.destination().workstation() + "; what is seen of it will tell.");
        }
    }

    /** It was seen at its destination, after the word of how it got there was lost. */
    void seen(Departure departure) {
        if (!session.json()) {
            say(name(departure.pod()) + " is at " + departure.destination().workstation() + ", by what is seen of it.");
        }
    }

    void refused(Departure departure, List<Problem> problems) {
        if (!session.json()) {
            say(name(departure.pod()) + " was not moved to "
                    + departure.destination().workstation() + ".");
            session.printProblems(problems);
        }
    }

    void end(List<Departure> moved, List<Stay> stays) {
        if (session.json()) {
            print("end", content("moved", moved, stays));
            return;
        }
        say(moved.size() + " of " + Text.count(moved.size() + stays.size(), "pod") + " moved away from " + source.name()
                + ".");
        for (var stay : stays) {
            say(name(stay.pod()) + " stays on " + source.name() + ":");
            session.printProblems(stay.problems());
        }
    }

    private void say(String text) {
        line.close();
        session.out().println(text);
        session.out().flush();
    }

    private void print(String key, JsonObject content) {
        var object = new JsonObject();
        object.add(key, content);
        session.printJson(object);
    }

    private static JsonObject content(String key, List<Departure> departures, List<Stay> stays) {
        var content = new JsonObject();
        content.add(
                key, Json.list(departures.stream().map(EvacuationReport::json).toList()));
        content.add(
                "stays", Json.list(stays.stream().map(EvacuationReport::json).toList()));
        return content;
    }

    private static JsonObject json(Departure departure) {
        var object = json(departure.pod());
        object.addProperty("destination", departure.destination().workstation());
        object.addProperty("why", departure.destination().why());
        return object;
    }

    private static JsonObject json(Stay stay) {
        var object = json(stay.pod());
        object.add("problems", Json.list(stay.problems().stream().map(Json::of).toList()));
        return object;
    }

    private static JsonObject json(Pod pod) {
        var object = new JsonObject();
        object.addProperty("podId", pod.getManifest().getId());
        object.addProperty("name", pod.getManifest().getName());
        return object;
    }

    private static String name(Pod pod) {
        return Text.plain(pod.getManifest().getName());
    }
}
