package org.deskferry.host.handover;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.deskferry.host.handover.Side.Processes;
import org.deskferry.host.handover.World.Answer;
import org.deskferry.host.handover.World.Message;
import org.deskferry.host.handover.World.Question;

/** Everything that can happen next in a world in which both workstations follow one table. */
final class Steps {
    private static final Set<Stand> UNDECIDED = Set.of(Stand.ARRIVING, Stand.READY, Stand.RULED_OUT);

    private final HandOver table;
    private final boolean startWaitsForCriu;
    private World now = new World();
    private List<Step> steps = new ArrayList<>();

    /** @param startWaitsForCriu whether a service that starts waits for the end of what its predecessor had CRIU do */
    Steps(HandOver table, boolean startWaitsForCriu) {
        this.table = table;
        this.startWaitsForCriu = startWaitsForCriu;
    }

    /**
     * One thing that can happen.
     *
     * @param good it also happens in a world in which nothing dies any more and no message is lost
     */
    record Step(String name, boolean good, World after) {}

    List<Step> from(World world) {
        now = world;
        steps = new ArrayList<>();
        deeds();
        move();
        stream();
        questions();
        kernel();
        failures();
        return steps;
    }

    private void deeds() {
        if (!now.source.todo.isEmpty()) {
            good("source does " + now.source.todo.getFirst(), world -> doNext(world, world.source));
        }
        if (!now.destination.todo.isEmpty()) {
            good("destination does " + now.destination.todo.getFirst(), world -> doNext(world, world.destination));
        }
    }

    private static void doNext(World world, Side side) {
        doDeed(world, side, side.todo.removeFirst());
    }

    private static void doDeed(World world, Side side, Deed deed) {
        switch (deed) {
            case WRITE_ARRIVING -> side.record = Stand.ARRIVING;
            case WRITE_TAKEN -> side.record = Stand.TAKEN;
            case WRITE_HAS_RUN -> side.record = Stand.HERE;
            case WRITE_LEAVING -> side.leaving = true;
            case WRITE_COMMITTED -> side.record = Stand.COMMITTED;
            case WRITE_HERE, WRITE_HERE_AHEAD -> {
                side.record = Stand.HERE;
                side.leaving = false;
            }
            case SAY_READY -> sayToSource(world, Message.READY);
            case SAY_RUNNING -> sayToSource(world, Message.RUNNING);
            case SAY_FAILED -> sayToSource(world, Message.FAILED);
            case SAY_COMMIT -> {
                if (world.openAtSource && world.openAtDestination) {
                    world.toDestination.add(Message.COMMIT);
                }
            }
            case STAND_STILL -> side.still = side.processes != Processes.NONE;
            case LET_RUN -> side.processes = Processes.FREE;
            case GO_ON -> {
                side.still = false;
                if (side.processes == Processes.HELD && !side.orphans) {
                    side.processes = Processes.FREE;
                }
            }
            case END -> {
                side.processes = Processes.NONE;
                side.still = false;
                side.orphans = false;
            }
            case BURY -> side.tombstone = true;
            case FORGET -> {
                side.record = Stand.ABSENT;
                side.stand = side.tombstone ? Stand.GONE : Stand.ABSENT;
            }
            case ASK -> ask(world, Question.WHAT_BECAME_OF_IT);
            case ASK_TO_TAKE -> ask(world, Question.TAKE_IT);
            case RULE_OUT -> {
                if (side.leaving) {
                    ask(world, Question.LEAVE_IT);
                }
            }
            case ANSWER_TAKEN_OVER -> world.answerUnderWay = Answer.TAKEN_OVER;
            case ANSWER_NOT_TAKEN -> world.answerUnderWay = Answer.NOT_TAKEN;
            case ANSWER_WAKING -> world.answerUnderWay = Answer.WAKING;
        }
    }

    private static void sayToSource(World world, Message message) {
        if (world.openAtSource && world.openAtDestination) {
            world.toSource.add(message);
        }
    }

    private static void ask(World world, Question question) {
        world.asked = question;
        world.questionUnderWay = question;
        world.answerUnderWay = Answer.NONE;
    }

    /** What the two programs do of themselves, before and beside the table. */
    private void move() {
        if (!now.moved && now.source.idle() && now.source.runs() && now.destination.up) {
            good("an operator moves the pod", world -> {
                world.moved = true;
                world.openAtSource = true;
                world.openAtDestination = true;
                world.toDestination.add(Message.OFFER);
            });
        }
        if (now.source.idle() && now.openAtSource && now.source.stand == Stand.HERE && now.source.runs()) {
            good("source begins to freeze", world -> on(world.source, Event.FREEZE));
        }
        if (now.source.idle() && now.source.stand == Stand.FROZEN && now.source.processes == Processes.FREE) {
            good("source freezes and sends all", world -> {
                world.source.processes = Processes.HELD;
                if (world.openAtDestination) {
                    world.toDestination.add(Message.WAKE);
                }
            });
        }
        if (now.source.idle() && now.source.stand == Stand.FROZEN) {
            bad("the move fails at the source, or is cancelled", this::sourceGivesUp);
        }
        if (now.source.idle() && now.source.stand == Stand.ENDED) {
            good("source clears up", world -> on(world.source, Event.CLEAR));
        }
        if (now.destination.idle() && now.destination.stand == Stand.TAKEN) {
            good("the pod runs at the destination", world -> on(world.destination, Event.RUNS));
        }
        if (now.destination.idle() && Set.of(Stand.ARRIVING, Stand.READY).contains(now.destination.stand)) {
            bad("the destination fails", this::destinationFails);
        }
        if (now.destination.idle() && now.destination.stand == Stand.RULED_OUT && !now.openAtDestination) {
            good("destination waits no longer", world -> on(world.destination, Event.SILENCE));
        }
        if (now.destination.todo.equals(List.of(Deed.LET_RUN))) {
            bad("the wake fails in its last step", world -> {
                world.destination.todo.clear();
                destinationFails(world);
            });
        }
        if (now.destination.idle() && now.destination.stand == Stand.HERE && now.destination.record == Stand.HERE) {
            good("the pod moves on from the destination", world -> {
                world.destination.processes = Processes.NONE;
                world.destination.tombstone = true;
                world.destination.record = Stand.ABSENT;
                world.destination.stand = Stand.GONE;
                world.elsewhere = true;
            });
        }
        if (now.openAtSource && now.source.idle() && now.source.stand == Stand.GONE) {
            good("the move is over", world -> closeAtSource(world));
        }
    }

    private void stream() {
        if (now.destination.idle() && now.openAtDestination && !now.toDestination.isEmpty()) {
            good("destination hears " + now.toDestination.getFirst(), this::destinationHears);
        }
        if (now.source.idle() && now.openAtSource && !now.toSource.isEmpty()) {
            good("source hears " + now.toSource.getFirst(), this::sourceHears);
        }
        if (now.openAtSource) {
            bad("the link breaks at the source", this::sourceGivesUp);
            if (!now.openAtDestination && now.toSource.isEmpty() && now.source.idle()) {
                good("source finds the stream broken", this::sourceGivesUp);
            }
        }
        if (now.openAtDestination) {
            bad("the link breaks at the destination", this::destinationLosesSource);
            if (!now.openAtSource && now.toDestination.isEmpty() && now.destination.idle()) {
                good("destination finds the stream broken", this::destinationLosesSource);
            }
        }
    }

    private void destinationHears(World world) {
        var side = world.destination;
        var message = world.toDestination.removeFirst();
        if (message == Message.OFFER) {
            on(side, Event.OFFERED);
        } else if (!UNDECIDED.contains(side.stand)) {
            // It has given up, or heard of the decision otherwise, and does not listen any more.
            world.toDestination.clear();
        } else if (message == Message.WAKE) {
            side.processes = Processes.HELD;
            on(side, Event.RESTORED);
        } else {
            on(side, Event.COMMIT);
        }
    }

    private void sourceHears(World world) {
        switch (world.toSource.removeFirst()) {
            case READY -> on(world.source, Event.DESTINATION_READY);
            case RUNNING -> on(world.source, Event.TAKEN_OVER);
            case FAILED -> sourceGivesUp(world);
            default -> throw new AssertionError();
        }
    }

    private void sourceGivesUp(World world) {
        closeAtSource(world);
        switch (world.source.stand) {
            case FROZEN -> on(world.source, Event.FAILURE);
            case COMMITTED -> on(world.source, Event.SILENCE);
            default -> {}
        }
    }

    private static void closeAtSource(World world) {
        world.openAtSource = false;
        world.toSource.clear();
    }

    private void destinationLosesSource(World world) {
        world.openAtDestination = false;
        world.toDestination.clear();
        if (UNDECIDED.contains(world.destination.stand)) {
            on(world.destination, Event.SILENCE);
        }
    }

    private void destinationFails(World world) {
        on(world.destination, Event.FAILURE);
        world.excused = world.excused || world.source.processes == Processes.NONE;
    }

    private void questions() {
        if (now.questionUnderWay != Question.NONE && now.destination.up) {
            good("destination is asked " + now.questionUnderWay, world -> {
                var side = world.destination;
                if (world.questionUnderWay == Question.TAKE_IT && UNDECIDED.contains(side.stand)) {
                    on(side, Event.COMMIT);
                }
                world.questionUnderWay = Question.NONE;
                answer(world, side);
            });
        }
        if (now.answerUnderWay != Answer.NONE && now.source.idle() && now.asked != Question.NONE) {
            good("source is answered " + now.answerUnderWay, Steps.this::sourceIsAnswered);
        }
        if (now.asked != Question.NONE
                && now.source.idle()
                && now.questionUnderWay == Question.NONE
                && now.answerUnderWay == Answer.NONE) {
            good("source asks again", world -> ask(world, world.asked));
        }
        if (now.questionUnderWay != Question.NONE) {
            bad("a question is lost", world -> world.questionUnderWay = Question.NONE);
        }
        if (now.answerUnderWay != Answer.NONE) {
            bad("an answer is lost", world -> world.answerUnderWay = Answer.NONE);
        }
    }

    /** At once, whatever else there is to do. */
    private void answer(World world, Side side) {
        var rule = table.on(side.stand, Event.ASKED);
        side.stand = rule.next();
        rule.deeds().forEach(deed -> doDeed(world, side, deed));
    }

    private void sourceIsAnswered(World world) {
        var question = world.asked;
        var answer = world.answerUnderWay;
        world.answerUnderWay = Answer.NONE;
        world.asked = Question.NONE;
        switch (answer) {
            case WAKING -> ask(world, question);
            case TAKEN_OVER -> on(world.source, Event.TAKEN_OVER);
            case NOT_TAKEN -> {
                if (question == Question.LEAVE_IT) {
                    world.source.leaving = false;
                } else {
                    on(world.source, Event.NOT_TAKEN);
                }
            }
            case NONE -> throw new AssertionError();
        }
    }

    /** What CRIU does once nobody answers its hooks any more. */
    private void kernel() {
        if (now.source.orphans) {
            good("CRIU lets the source's processes go", world -> {
                world.source.processes = Processes.FREE;
                world.source.orphans = false;
            });
        }
        if (now.destination.orphans) {
            good("CRIU ends the destination's processes", world -> {
                world.destination.processes = Processes.NONE;
                world.destination.orphans = false;
            });
        }
    }

    private void failures() {
        if (now.source.up) {
            bad("the source's service is killed", world -> {
                world.source.crash();
                world.asked = Question.NONE;
                closeAtSource(world);
                excuse(world, false);
            });
        } else {
            good("the source's service starts", world -> start(world.source));
        }
        if (now.destination.up) {
            bad("the destination's service is killed", world -> {
                world.destination.crash();
                world.openAtDestination = false;
                world.toDestination.clear();
                excuse(world, false);
            });
        } else if (!(startWaitsForCriu && now.destination.orphans)) {
            good("the destination's service starts", world -> start(world.destination));
        }
        bad("the source loses power", world -> {
            var ran = world.source.runs();
            world.source.powerCut();
            world.asked = Question.NONE;
            closeAtSource(world);
            excuse(world, ran);
        });
        bad("the destination loses power", world -> {
            var ran = world.destination.runs();
            world.destination.powerCut();
            world.openAtDestination = false;
            world.toDestination.clear();
            excuse(world, ran);
        });
    }

    private static void excuse(World world, boolean ran) {
        world.excused = world.excused || ran || !world.alive();
    }

    private void start(Side side) {
        side.up = true;
        side.stand = side.record == Stand.ABSENT && side.tombstone ? Stand.GONE : side.record;
        if (side.record != Stand.ABSENT) {
            on(side, side.processes == Processes.NONE ? Event.STARTED_ALONE : Event.STARTED);
        }
    }

    private void on(Side side, Event event) {
        var rule = table.on(side.stand, event);
        side.stand = rule.next();
        side.todo.addAll(rule.deeds());
    }

    private void good(String name, Consumer<World> change) {
        step(name, true, change);
    }

    private void bad(String name, Consumer<World> change) {
        step(name, false, change);
    }

    private void step(String name, boolean good, Consumer<World> change) {
        var after = now.copy();
        change.accept(after);
        steps.add(new Step(name, good, after));
    }
}
