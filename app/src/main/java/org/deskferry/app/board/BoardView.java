package org.deskferry.app.board;

import atlantafx.base.controls.ModalPane;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.deskferry.app.admission.AdmissionDialog;
import org.deskferry.app.fleet.FleetModel;
import org.deskferry.app.fleet.FleetState;
import org.deskferry.app.fleet.MoveState;
import org.deskferry.app.fleet.Outlook;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.fleet.WorkstationModel;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.settings.Settings;
import org.deskferry.app.words.PhraseBook;
import org.deskferry.proto.v1.Problem;
import org.kordamp.ikonli.materialdesign2.MaterialDesignA;
import org.kordamp.ikonli.materialdesign2.MaterialDesignC;

/** The whole window: header, the chosen view, details beside it, questions and notices over it. */
final class BoardView extends StackPane implements Actions {
    private final FleetModel fleet;
    private final Settings settings;
    private final Appearance appearance;
    private final FileDialogs files;
    private final Thumbnails thumbnails;
    private final Ticker ticker = new Ticker();
    private final BorderPane frame = new BorderPane();
    private final Notices notices = new Notices(frame);
    private final ModalPane questions = new ModalPane();
    private final Views views;
    private final ViewSwitch viewSwitch;
    private final BoardHeader header;
    private final Suspensions suspensions;
    private final Screens screens;
    private final EvacuationNotices evacuations;
    private final Supplier<Stream<Thumbnails.Want>> pictures = this::pictures;
    private final ListChangeListener<WorkstationModel> membersChanged = _ -> show();
    private final Subscription subscriptions;
    // Why there is no view, if there is none.
    private Optional<String> nothing = Optional.empty();
    private Optional<DetailsPane> details = Optional.empty();

    BoardView(FleetModel fleet, Settings settings, Appearance appearance, Screens screens, FileDialogs files) {
        this.fleet = fleet;
        this.files = files;
        this.settings = settings;
        this.appearance = appearance;
        this.thumbnails = new Thumbnails(fleet);
        this.views = new Views(fleet, settings, this, ticker, questions);
        this.viewSwitch = new ViewSwitch(settings);
        this.header = new BoardHeader(fleet, viewSwitch, this::addWorkstation, this::openSettings);
        this.suspensions = new Suspensions(fleet, this);
        this.screens = screens;
        this.evacuations = new EvacuationNotices(fleet, this);
        setId("board");
        getStyleClass().add("board");
        questions.setInTransitionFactory(null);
        questions.setOutTransitionFactory(null);
        frame.setTop(header);
        getChildren().addAll(notices, questions);
        addEventFilter(KeyEvent.KEY_PRESSED, this::press);
        addEventFilter(KeyEvent.KEY_PRESSED, viewSwitch::press);
        addEventFilter(KeyEvent.KEY_PRESSED, views::press);
        fleet.workstations().addListener(membersChanged);
        subscriptions = Subscription.combine(
                settings.view().property().subscribe((_, _) -> {
                    show();
                    views.enter();
                }),
                fleet.stateProperty().subscribe(_ -> show()),
                fleet.podCountProperty().subscribe((_, _) -> header.show()),
                ticker.now().subscribe(_ -> tick()),
                settings.problems().subscribe(this::complain));
    }

    void start() {
        ticker.start();
        thumbnails.add(pictures);
        thumbnails.start();
    }

    /** Nobody looks at it any more. */
    void stop() {
        subscriptions.unsubscribe();
        fleet.workstations().removeListener(membersChanged);
        closeDetails();
        ticker.stop();
        thumbnails.stop();
        views.stop();
    }

    void openSettings() {
        new SettingsDialog(settings, appearance, questions).open();
    }

    /** Of no effect where there is no fleet to add it to. */
    @Override
    public void addWorkstation() {
        if (fleet.stateProperty().get() instanceof FleetState.Ready) {
            new AdmissionDialog(fleet.source(), this, questions).open();
        }
    }

    @Override
    public void move(PodModel pod, WorkstationModel destination) {
        fleet.move(pod, destination);
    }

    @Override
    public void cancelMove(PodModel pod) {
        if (pod.isMoving() || pod.move() instanceof MoveState.Waiting) {
            fleet.cancelMove(pod, problems -> tell(Say.of("cancel.failed", pod.name()), PhraseBook.reasons(problems)));
        }
    }

    @Override
    public ReadOnlyObjectProperty<Outlook> outlook(PodModel pod, WorkstationModel destination) {
        return fleet.outlook(pod, destination);
    }

    @Override
    public void openScreen(PodModel pod) {
        if (pod.isSuspended()) {
            tell(Say.of("screen.suspended", pod.name()), Say.of("screen.suspended.remedy"));
            return;
        }
        screens.open(pod);
    }

    @Override
    public void showDetails(PodModel pod) {
        closeDetails();
        var pane = new DetailsPane(fleet, pod, () -> {
            closeDetails();
            views.focus(pod);
        });
        details = Optional.of(pane);
        frame.setRight(pane);
    }

    @Override
    public void create(WorkstationModel workstation) {
        new CreateDialog(fleet, workstation, this, questions).open();
    }

    @Override
    public void destroy(PodModel pod) {
        if (!pod.isMoving()) {
            new DestroyDialog(fleet, pod, this, questions).open();
        }
    }

    @Override
    public void suspendOrResume(PodModel pod) {
        suspensions.toggle(pod);
    }

    @Override
    public void keep(PodModel pod) {
        suspensions.keep(pod);
    }

    @Override
    public void export(PodModel pod) {
        if (Suspensions.canBeResumed(pod)) {
            new ExportDialog(fleet, pod, this, files, questions).open();
        }
    }

    @Override
    public void load(WorkstationModel workstation) {
        files.open(getScene().getWindow(), Say.of("import.heading", workstation.name()))
                .ifPresent(file -> new ImportDialog(fleet, workstation, file, this, questions).open());
    }

    @Override
    public void showSnapshots(WorkstationModel workstation) {
        new SnapshotsDialog(fleet, workstation, this, questions).open();
    }

    @Override
    public void evacuate(WorkstationModel workstation) {
        evacuate(List.of(workstation));
    }

    @Override
    public void evacuate(List<WorkstationModel> workstations) {
        var sources = workstations.stream()
                .filter(workstation ->
                        !workstation.isBeingEvacuated() && !workstation.pods().isEmpty())
                .toList();
        if (!sources.isEmpty()) {
            new EvacuateDialog(fleet, sources, questions).open();
        }
    }

    @Override
    public void focus(PodModel pod) {
        views.focus(pod);
    }

    @Override
    public void report(String heading, String what) {
        notice(Nodes.icon(MaterialDesignC.CHECK_CIRCLE_OUTLINE, "notice-done"), heading, what);
    }

    @Override
    public void tell(String heading, String reason) {
        notice(Nodes.icon(MaterialDesignA.ALERT_CIRCLE_OUTLINE, "notice-icon"), heading, reason);
    }

    private void notice(Node icon, String heading, String reason) {
        notices.show(icon, heading, reason);
    }

    @Override
    public Iterable<WorkstationModel> workstations() {
        return fleet.workstations();
    }

    private void show() {
        header.show();
        frame.setCenter(center());
    }

    private Node center() {
        nothing = Optional.empty();
        return switch (fleet.stateProperty().get()) {
            case FleetState.Loading() -> NothingView.loading();
            case FleetState.Unusable(var problems) -> NothingView.noFleet(fleet, problems);
            case FleetState.Ready() -> {
                nothing = NothingView.reason(fleet);
                yield nothing.map(reason -> NothingView.of(reason, fleet, this::addWorkstation))
                        .orElseGet(views::show);
            }
        };
    }

    private void tick() {
        header.show();
        if (fleet.stateProperty().get() instanceof FleetState.Ready
                && !NothingView.reason(fleet).equals(nothing)) {
            show();
        }
        evacuations.look(views.isBoard());
        details.map(DetailsPane::pod)
                .filter(pod -> !pod.home().pods().contains(pod))
                .ifPresent(_ -> closeDetails());
    }

    private void closeDetails() {
        details.ifPresent(DetailsPane::close);
        details = Optional.empty();
        frame.setRight(null);
    }

    private Stream<Thumbnails.Want> pictures() {
        Window window = getScene().getWindow();
        var hidden = !window.isShowing() || (window instanceof Stage stage && stage.isIconified());
        return hidden ? Stream.empty() : views.pictures(window.getOutputScaleX());
    }

    private void complain(List<Problem> problems) {
        problems.forEach(problem ->
                tell(PhraseBook.thing(problem), PhraseBook.reason(problem) + " " + PhraseBook.remedy(problem)));
    }

    private void press(KeyEvent key) {
        if (key.isShortcutDown() && obey(key.getCode())) {
            key.consume();
        }
    }

    private boolean obey(KeyCode code) {
        switch (code) {
            case EQUALS, ADD, PLUS -> appearance.zoom(SettingsDialog.STEP);
            case MINUS, SUBTRACT -> appearance.zoom(1 / SettingsDialog.STEP);
            case DIGIT0, NUMPAD0 -> appearance.resetZoom();
            case COMMA -> openSettings();
            case N -> addWorkstation();
            default -> {
                return false;
            }
        }
        return true;
    }
}
