package org.deskferry.app.admission;

import atlantafx.base.controls.ModalPane;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.deskferry.app.fleet.FleetSource;
import org.deskferry.app.identity.Failures;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.FleetFolder;
import org.deskferry.app.identity.FleetOffice;
import org.deskferry.app.identity.Member;
import org.deskferry.app.pairing.Acquaintance;
import org.deskferry.app.pairing.Admission;
import org.deskferry.app.parts.Dialog;
import org.deskferry.app.parts.Nodes;
import org.deskferry.app.parts.TroubleView;
import org.deskferry.app.words.PhraseBook;
import org.deskferry.proto.v1.Problem;

/** Asks for a workstation, then for its code, and stays until it belongs to the fleet or there is a reason why it does not. */
public final class AdmissionDialog {
    private final FleetOffice office;
    private final Outcome outcome;
    private final Dialog dialog;
    private final PlacePane place;
    private Optional<CodePane> code = Optional.empty();
    private final StackPane step = new StackPane();
    private final VBox refusal = new VBox();
    private final Label waitingFor = Nodes.wrapped("");
    private final HBox waiting = new HBox(new ProgressIndicator(), waitingFor);
    private final SimpleBooleanProperty busy = new SimpleBooleanProperty();
    private final Button cancel = Nodes.button(Say.of("cancel"), this::cancel);
    private final Button back = Nodes.button(Say.of("back"), this::askPlace);
    private final Button next = Nodes.button("", this::next, "accent");

    public AdmissionDialog(FleetSource source, Outcome outcome, ModalPane over) {
        this.office = new FleetOffice(new FleetFolder(source.folder()));
        this.outcome = outcome;
        this.dialog = new Dialog(over, "admission-dialog", Say.of("heading"));
        this.place = new PlacePane(source, this::next);
    }

    public void open() {
        refusal.getStyleClass().addAll("panel", "trouble");
        refusal.setId("admission-refusal");
        waiting.getStyleClass().add("waiting");
        cancel.setCancelButton(true);
        back.setId("admission-back");
        back.disableProperty().bind(busy);
        next.setId("admission-next");
        next.setDefaultButton(true);
        next.setMnemonicParsing(false);
        step.disableProperty().bind(busy);
        dialog.add(step);
        dialog.add(refusal);
        dialog.add(waiting);
        dialog.add(cancel);
        dialog.add(back);
        dialog.add(next);
        askPlace();
        dialog.open(place.first());
    }

    private void next() {
        if (!next.isDisabled()) {
            code.ifPresentOrElse(this::pair, this::meet);
        }
    }

    private void askPlace() {
        code = Optional.empty();
        show(place, place.complete(), Say.of("continue"));
        Nodes.show(back, false);
        place.first().requestFocus();
    }

    private void meet() {
        var admission = new Admission(office, place.place().orElseThrow());
        begin(Say.of("meeting", admission.place().address()));
        inBackground(admission, admission::meet, this::askCode);
    }

    private void askCode(Acquaintance met) {
        var pane = new CodePane(met);
        code = Optional.of(pane);
        show(pane, pane.complete(), Say.of("add", met.member().name()));
        Nodes.show(back, true);
        pane.focus();
    }

    private void pair(CodePane pane) {
        var met = pane.met();
        var member = pane.member().orElseThrow();
        var typed = pane.code().orElseThrow();
        var admission = new Admission(office, place.place().orElseThrow());
        begin(Say.of("pairing", member.name()));
        cancel.setText(Say.of("leave"));
        inBackground(
                admission,
                () -> {
                    admission.pair(met, member, typed, met.isListed());
                    return member;
                },
                this::paired);
    }

    private void paired(Member member) {
        dialog.close();
        outcome.report(Say.of("done", member.name()), Say.of("done.words"));
    }

    private void refused(List<Problem> problems) {
        if (dialog.isOpen()) {
            refusal.getChildren()
                    .setAll(problems.stream().map(TroubleView::help).toList());
            Nodes.show(refusal, true);
            code.ifPresentOrElse(CodePane::focus, place.first()::requestFocus);
        } else if (code.isPresent()) {
            outcome.tell(Say.of("failed", code.get().met().member().name()), PhraseBook.reasons(problems));
        }
    }

    private void show(Node pane, BooleanBinding complete, String button) {
        step.getChildren().setAll(pane);
        next.setText(button);
        next.disableProperty().bind(busy.or(complete.not()));
        Nodes.show(refusal, false);
        Nodes.show(waiting, false);
    }

    private void begin(String words) {
        busy.set(true);
        waitingFor.setText(words);
        Nodes.show(waiting, true);
        Nodes.show(refusal, false);
        cancel.requestFocus();
    }

    private void end() {
        busy.set(false);
        Nodes.show(waiting, false);
        cancel.setText(Say.of("cancel"));
    }

    private void cancel() {
        dialog.close();
    }

    private interface Errand<T> {
        T run() throws FleetException;
    }

    private <T> void inBackground(Admission admission, Errand<T> errand, Consumer<T> done) {
        Thread.ofVirtual().name("admission").start(() -> {
            try {
                var result = errand.run();
                Platform.runLater(() -> {
                    end();
                    done.accept(result);
                });
            } catch (FleetException e) {
                refuse(e.problems());
            } catch (RuntimeException e) {
                refuse(Failures.of(e, admission.place()));
            }
        });
    }

    private void refuse(List<Problem> problems) {
        Platform.runLater(() -> {
            end();
            refused(problems);
        });
    }
}
