package org.deskferry.app.admission;

import java.util.Optional;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.Node;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import org.deskferry.app.fleet.FleetSource;
import org.deskferry.app.identity.Member;
import org.deskferry.app.pairing.Admission;
import org.deskferry.app.parts.CommandLine;
import org.deskferry.app.parts.Nodes;

/** Which workstation: one of those that are found on the LAN, or one by its name or address. */
final class PlacePane extends VBox {
    private final TextField address = new TextField();
    private final BooleanBinding complete =
            Bindings.createBooleanBinding(() -> place().isPresent(), address.textProperty());

    /** {@code taken}: when one is meant that needs no more words. */
    PlacePane(FleetSource source, Runnable taken) {
        getStyleClass().add("admission-step");
        address.setId("admission-address");
        address.setPromptText(Say.of("address.example"));
        var neighbours = new Neighbours(source, one -> address.setText(one.address()), taken);
        var malformed = Nodes.wrapped(Say.of("address.malformed"), "field-problem");
        address.textProperty().subscribe(text -> Nodes.show(malformed, place().isEmpty() && !text.isBlank()));
        var show = new VBox(Nodes.wrapped(Say.of("place.words")), new CommandLine(Say.of("place.command")));
        getChildren()
                .addAll(
                        show,
                        Nodes.field(Say.of("neighbours"), neighbours),
                        Nodes.field(Say.of("address"), address, malformed));
    }

    /** Of the one that is meant; empty as long as none is. */
    Optional<Member> place() {
        try {
            return Optional.of(Admission.place(address.getText().strip()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    BooleanBinding complete() {
        return complete;
    }

    Node first() {
        return address;
    }
}
