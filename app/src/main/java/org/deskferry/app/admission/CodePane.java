package org.deskferry.app.admission;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.control.CheckBox;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.layout.VBox;
import org.deskferry.app.identity.Member;
import org.deskferry.app.pairing.Acquaintance;
import org.deskferry.app.parts.CommandLine;
import org.deskferry.app.parts.Nodes;
import org.deskferry.pairing.PairingCode;

/** Who it says it is, and what proves it: its code. */
final class CodePane extends VBox {
    private final Acquaintance met;
    private final TextField code = new TextField();
    private final TextField site = new TextField();
    private final CheckBox replace = new CheckBox(Say.of("replace"));
    private final BooleanBinding complete;

    CodePane(Acquaintance met) {
        this.met = met;
        getStyleClass().add("admission-step");
        code.setId("admission-code");
        code.setPromptText(Say.of("code.example"));
        code.setTextFormatter(
                new TextFormatter<>(change -> change.getControlNewText().matches("[0-9 -]{0,20}") ? change : null));
        site.setId("admission-site");
        site.setPromptText(Say.of("site.none"));
        var malformed = Nodes.wrapped(Say.of("site.malformed"), "field-problem");
        site.textProperty().subscribe(_ -> Nodes.show(malformed, member().isEmpty()));
        replace.setId("admission-replace");
        replace.setWrapText(true);
        complete = Bindings.createBooleanBinding(
                () -> code().isPresent() && member().isPresent() && (!met.isListed() || replace.isSelected()),
                code.textProperty(),
                site.textProperty(),
                replace.selectedProperty());
        getChildren().add(who());
        if (met.isListed()) {
            getChildren()
                    .add(new VBox(Nodes.wrapped(Say.of("listed", met.member().name())), replace));
        }
        var hint = Nodes.wrapped(Say.of(met.showsCode() ? "code.hint" : "code.none"), "field-hint");
        var codeField = Nodes.field(Say.of("code", met.member().name()), code, hint);
        if (!met.showsCode()) {
            codeField.getChildren().add(new CommandLine(Say.of("place.command")));
        }
        code.setAccessibleHelp(hint.getText());
        getChildren().addAll(codeField, Nodes.field(Say.of("site"), site, malformed));
    }

    private VBox who() {
        var member = met.member();
        var words = Nodes.wrapped(met.key().words());
        words.setId("admission-fingerprint");
        var who = new VBox(
                Nodes.wrapped(Say.of("who", member.name(), member.address()), "neighbour-name"),
                words,
                Nodes.wrapped(Say.of("fingerprint.hint"), "field-hint"));
        who.getStyleClass().addAll("panel", "who");
        return who;
    }

    BooleanBinding complete() {
        return complete;
    }

    /** Empty as long as no whole code is typed. */
    Optional<PairingCode> code() {
        try {
            return Optional.of(PairingCode.parse(code.getText()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** With its site; empty if that is none. */
    Optional<Member> member() {
        try {
            return Optional.of(met.member().at(site.getText().strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    Acquaintance met() {
        return met;
    }

    /** To be typed, or to be typed anew. */
    void focus() {
        code.requestFocus();
        code.selectAll();
    }
}
