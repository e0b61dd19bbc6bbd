package org.deskferry.host.handover;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Both workstations of one move, and all that is between them. */
final class World {
    enum Message {
        OFFER,
        WAKE,
        COMMIT,
        READY,
        RUNNING,
        FAILED
    }

    /** What the source asks the destination, whether or not there is a stream. */
    enum Question {
        NONE,
        WHAT_BECAME_OF_IT,
        TAKE_IT,
        LEAVE_IT
    }

    enum Answer {
        NONE,
        TAKEN_OVER,
        NOT_TAKEN,
        WAKING
    }

    Side source = new Side();
    Side destination = new Side();
    boolean moved;
    /** What was said before a side let go of the stream may still reach the other. */
    boolean openAtSource;

    boolean openAtDestination;
    List<Message> toDestination = new ArrayList<>();
    List<Message> toSource = new ArrayList<>();
    /** What the source waits to hear about. */
    Question asked = Question.NONE;

    Question questionUnderWay = Question.NONE;
    Answer answerUnderWay = Answer.NONE;
    /** It has moved on from the destination, and runs somewhere else. */
    boolean elsewhere;
    /** A crash took the pod, or the only copy of it that was left. */
    boolean excused;

    /** A pod runs at the source. */
    static World begin() {
        var world = new World();
        world.source.stand = Stand.HERE;
        world.source.record = Stand.HERE;
        world.source.processes = Side.Processes.FREE;
        return world;
    }

    World copy() {
        var copy = new World();
        copy.source = source.copy();
        copy.destination = destination.copy();
        copy.moved = moved;
        copy.openAtSource = openAtSource;
        copy.openAtDestination = openAtDestination;
        copy.toDestination = new ArrayList<>(toDestination);
        copy.toSource = new ArrayList<>(toSource);
        copy.asked = asked;
        copy.questionUnderWay = questionUnderWay;
        copy.answerUnderWay = answerUnderWay;
        copy.elsewhere = elsewhere;
        copy.excused = excused;
        return copy;
    }

    int running() {
        return (source.runs() ? 1 : 0) + (destination.runs() ? 1 : 0) + (elsewhere ? 1 : 0);
    }

    /** Nobody has anything left to do or to find out, and the pod runs once. */
    boolean settled() {
        return source.idle()
                && destination.idle()
                && Set.of(Stand.HERE, Stand.GONE).contains(source.stand)
                && Set.of(Stand.ABSENT, Stand.HERE, Stand.GONE).contains(destination.stand)
                && asked == Question.NONE
                && (excused || running() == 1);
    }

    /** Whether the pod can still go on from somewhere. */
    boolean alive() {
        var atDestination = source.record != Stand.HERE
                && destination.processes != Side.Processes.NONE
                && !destination.todo.contains(Deed.END)
                && Set.of(Stand.READY, Stand.TAKEN, Stand.HERE).contains(destination.stand)
                && Set.of(Question.NONE, Question.TAKE_IT).contains(questionUnderWay);
        return elsewhere || source.processes != Side.Processes.NONE || atDestination;
    }

    @Override
    public String toString() {
        return "source " + source + (openAtSource ? "" : " no stream") + "\n    destination " + destination
                + (openAtDestination ? "" : " no stream") + (elsewhere ? "; runs elsewhere" : "")
                + "\n    to destination " + toDestination + ", to source " + toSource + ", asked " + asked
                + ", question " + questionUnderWay + ", answer " + answerUnderWay + (moved ? "" : ", not moved")
                + (excused ? ", excused" : "");
    }
}
