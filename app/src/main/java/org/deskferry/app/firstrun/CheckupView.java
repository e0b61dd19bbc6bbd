package org.deskferry.app.firstrun;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.deskferry.app.firstrun.Finding.State;
import org.deskferry.app.parts.CommandLine;
import org.deskferry.app.parts.Nodes;
import org.deskferry.proto.v1.WorkstationFacts;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;
import org.kordamp.ikonli.materialdesign2.MaterialDesignI;

/** What was found on this machine, each with the command that mends it. Looks again by itself as long as it is shown. */
public final class CheckupView extends VBox {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final Checkup checkup;
    private final Supplier<Optional<WorkstationFacts>> facts;
    private Optional<Thread> looking = Optional.empty();
    private List<Finding> shown = List.of();

    /** {@code facts}: what this machine's own service says; asked on the FX thread. */
    public CheckupView(Checkup checkup, Supplier<Optional<WorkstationFacts>> facts) {
        this.checkup = checkup;
        this.facts = facts;
        setId("checkup");
        getStyleClass().add("checkup");
        sceneProperty().subscribe(scene -> {
            looking.ifPresent(Thread::interrupt);
            looking = Optional.ofNullable(scene)
                    .map(_ -> Thread.ofVirtual().name("checkup").start(this::look));
        });
    }

    private void look() {
        try {
            while (true) {
                var answer = new CompletableFuture<Optional<WorkstationFacts>>();
                Platform.runLater(() -> answer.complete(facts.get()));
                var found = checkup.look(answer.get());
                Platform.runLater(() -> show(found));
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException | ExecutionException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is the same stays, as somebody may just be copying a command. */
    private void show(List<Finding> found) {
        if (!found.equals(shown)) {
            shown = found;
            getChildren().setAll(found.stream().map(CheckupView::line).toList());
        }
    }

    private static HBox line(Finding finding) {
        var key = "check." + finding.check().name() + ".";
        var words = new VBox(Nodes.wrapped(Say.of(key + "title"), "check-title"));
        words.getStyleClass().add("check-words");
        words.getChildren().add(Nodes.wrapped(say(finding, key + finding.key()), "check-text"));
        if (finding.state() == State.LACKING || finding.state() == State.OPTIONAL) {
            Say.optional(key + finding.key() + ".command", finding.values().toArray())
                    .ifPresent(command -> words.getChildren().add(new CommandLine(command)));
        }
        HBox.setHgrow(words, Priority.ALWAYS);
        var line = new HBox(Nodes.icon(icon(finding.state()), "check-icon", style(finding.state())), words);
        line.setId("check-" + finding.check().name());
        line.getStyleClass().add("check");
        line.setAccessibleText(Say.of("state." + finding.state().name(), Say.of(key + "title")));
        return line;
    }

    private static String say(Finding finding, String key) {
        return finding.state() == State.LATER
                ? Say.of("later")
                : Say.of(key, finding.values().toArray());
    }

    private static String style(State state) {
        return switch (state) {
            case FINE -> "check-fine";
            case LACKING -> "check-lacking";
            case OPTIONAL, LATER -> "check-open";
        };
    }

    private static Ikon icon(State state) {
        return switch (state) {
            case FINE -> MaterialDesignC.CHECK_CIRCLE_OUTLINE;
            case LACKING -> MaterialDesignA.ALERT_CIRCLE_OUTLINE;
            case OPTIONAL -> MaterialDesignI.INFORMATION_OUTLINE;
            case LATER -> MaterialDesignC.CIRCLE_OUTLINE;
        };
    }
}
