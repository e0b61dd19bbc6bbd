package org.deskferry.app.board;

import java.util.Optional;
import java.util.stream.StreamSupport;
import javafx.css.PseudoClass;
import javafx.geometry.Side;
import javafx.scene.AccessibleRole;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.deskferry.app.fleet.MoveState;
import org.deskferry.app.fleet.Obstacle;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.Reach;
import org.deskferry.app.fleet.RestFailure;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.FleetWords;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;
import org.deskferry.proto.v1.PodState;
import org.kordamp.ikonli.materialdesign2.MaterialDesignD;

/** A pod: its picture, what runs in it, how it is, and what became of its last move. */
final class CardView extends VBox {
    private static final PseudoClass ABSENT = PseudoClass.getPseudoClass("absent");
    private static final PseudoClass DRAGGED = PseudoClass.getPseudoClass("dragged");
    private static final PseudoClass MOVING = PseudoClass.getPseudoClass("moving");
    private static final int MOST_PROGRAMS = 4;

    private final PodModel pod;
    private final Actions actions;
    private final Ticker ticker;
    private final ScreenPicture screen;
    private final MovePanel movePanel;
    private final VBox doubt = new VBox();
    private final Label state = Nodes.label("", "chip");
    private final ProgramList programs = new ProgramList(MOST_PROGRAMS);
    private final CardFooter footer = new CardFooter();
    private final StackPane outcome = new StackPane();
    private final StackPane restFailure = new StackPane();
    private final CardMenu menu;
    private Subscription subscriptions;

    CardView(PodModel pod, Actions actions, Ticker ticker) {
        this.pod = pod;
        this.actions = actions;
        this.ticker = ticker;
        this.screen = new ScreenPicture(pod);
        this.menu = new CardMenu(pod, actions);
        this.movePanel = new MovePanel(pod.name(), () -> actions.cancelMove(pod));
        doubt.getStyleClass().addAll("panel", "trouble");
        setId("card-" + pod.name());
        getStyleClass().add("card");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.BUTTON);
        screen.cover(movePanel);
        getChildren().addAll(screen, title(), programs, footer, doubt, outcome, restFailure);
        setOnMousePressed(press -> {
            requestFocus();
            // The column around it would take the focus away again.
            press.consume();
        });
        setOnMouseClicked(click -> {
            if (click.getClickCount() == 2) {
                actions.openScreen(pod);
            }
        });
        setOnContextMenuRequested(request -> menu.open(this, request));
        subscriptions = Subscription.combine(
                pod.podProperty().subscribe(_ -> showPod()),
                pod.moveProperty().subscribe(_ -> showMove()),
                pod.restFailureProperty().subscribe(this::showRestFailure),
                pod.homeProperty().subscribe(_ -> showPod()),
                pod.home().reachProperty().subscribe(_ -> showPod()),
                ticker.now().subscribe(_ -> footer.show(pod, ticker)));
    }

    PodModel pod() {
        return pod;
    }

    ScreenPicture screen() {
        return screen;
    }

    /** Opens the "Move to" menu. */
    void chooseDestination() {
        menu.openDestinations(this);
    }

    /** It is no longer shown. */
    void close() {
        subscriptions.unsubscribe();
        menu.close();
    }

    private Node title() {
        var name = Nodes.label(pod.name(), "card-name");
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        name.setMinWidth(0);
        state.setMinWidth(USE_PREF_SIZE);
        Button more = Nodes.iconButton(MaterialDesignD.DOTS_VERTICAL, Say.of("menu.more", pod.name()), () -> {});
        more.setId("menu-" + pod.name());
        more.setFocusTraversable(false);
        more.getStyleClass().add("card-more");
        more.setOnAction(_ -> menu.open(more, Side.BOTTOM));
        var title = new HBox(name, Nodes.spacer(), state, more);
        title.getStyleClass().add("card-title");
        return title;
    }

    private void showPod() {
        programs.show(pod.programs());
        footer.show(pod, ticker);
        var absent = !(pod.home().reach() instanceof Reach.Online);
        pseudoClassStateChanged(ABSENT, absent);
        var word = stateWord(absent);
        state.setText(word.orElse(""));
        Nodes.show(state, word.isPresent());
        doubt.getChildren()
                .setAll(pod.pod().getProblemsList().stream()
                        .map(TroubleView::help)
                        .toList());
        Nodes.show(doubt, !doubt.getChildren().isEmpty());
        setAccessibleText(Say.of(
                "card.accessible",
                pod.name(),
                pod.home().name(),
                word.orElseGet(() -> FleetWords.podState(pod.pod().getState())),
                pod.programs().size(),
                pod.connections()));
        setAccessibleHelp(Say.of("card.help"));
    }

    private Optional<String> stateWord(boolean absent) {
        if (absent) {
            return Optional.of(Say.of("card.last-seen"));
        }
        if (pod.move() instanceof MoveState.Waiting(var destination)) {
            return Optional.of(FleetWords.waiting(destination));
        }
        return pod.pod().getState() == PodState.POD_STATE_RUNNING
                ? Optional.empty()
                : Optional.of(FleetWords.podState(pod.pod().getState()));
    }

    private void showMove() {
        pseudoClassStateChanged(MOVING, pod.isMoving());
        Nodes.show(movePanel, pod.isMoving());
        outcome.getChildren().clear();
        switch (pod.move()) {
            case MoveState.None(), MoveState.Waiting(var _) -> {}
            case MoveState.UnderWay(var progress, var _) -> movePanel.show(progress);
            case MoveState.Done done -> outcome.getChildren().add(result(done));
            case MoveState.Failed failed -> outcome.getChildren().add(failure(failed));
        }
        Nodes.show(outcome, !outcome.getChildren().isEmpty());
        showPod();
    }

    private void dismiss() {
        requestFocus();
        pod.forgetMove();
    }

    private void showRestFailure(Optional<RestFailure> failure) {
        restFailure
                .getChildren()
                .setAll(failure.stream()
                        .map(each -> new TroubleView(
                                Say.of("rest-failure." + each.wish().name()), "", each.problems(), () -> {
                                    requestFocus();
                                    pod.forgetRestFailure();
                                }))
                        .toList());
        Nodes.show(restFailure, failure.isPresent());
    }

    private ResultPanel result(MoveState.Done done) {
        var panel = new ResultPanel(done, this::dismiss);
        wayBack().ifPresent(workstation -> panel.with(Say.of("result.back", workstation.name()), this::moveBack));
        return panel;
    }

    /** Undoes the move whose result is shown. */
    void moveBack() {
        wayBack().ifPresent(workstation -> actions.move(pod, workstation));
    }

    private Optional<WorkstationModel> wayBack() {
        return pod.move() instanceof MoveState.Done done ? workstation(done.source()) : Optional.empty();
    }

    private Optional<WorkstationModel> workstation(String name) {
        return StreamSupport.stream(actions.workstations().spliterator(), false)
                .filter(workstation -> workstation.name().equals(name))
                .findFirst();
    }

    private TroubleView failure(MoveState.Failed failed) {
        var key = failed.unsettled() ? "failed.unsettled" : failed.cancelled() ? "failed.cancelled" : "failed";
        var panel = new TroubleView(
                Say.of(key + ".heading", failed.destination()),
                Say.of(key + ".consequence", pod.name(), failed.source()),
                failed.problems(),
                this::dismiss);
        if (!failed.unsettled()) {
            workstation(failed.destination())
                    .ifPresent(workstation -> panel.with(Say.of("failed.again"), () -> actions.move(pod, workstation)));
        }
        return panel;
    }

    void setDragged(boolean dragged) {
        pseudoClassStateChanged(DRAGGED, dragged);
    }

    /** Whether it can be taken up with the mouse at all. */
    Optional<Obstacle> obstacle() {
        return Obstacle.ofPod(pod);
    }
}
