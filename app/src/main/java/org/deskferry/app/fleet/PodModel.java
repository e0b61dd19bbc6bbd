package org.deskferry.app.fleet;

import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.image.Image;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodState;
import org.deskferry.proto.v1.Program;
import org.jspecify.annotations.Nullable;

/** A pod, one and the same wherever it goes. FX thread only. */
public final class PodModel {
    private final ReadOnlyObjectWrapper<Pod> pod;
    private final ReadOnlyObjectWrapper<WorkstationModel> home;
    private final ReadOnlyObjectWrapper<MoveState> move = new ReadOnlyObjectWrapper<>(new MoveState.None());
    private final ReadOnlyObjectWrapper<Optional<RestFailure>> restFailure =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<@Nullable Image> picture = new ReadOnlyObjectWrapper<>();

    PodModel(Pod pod, WorkstationModel home) {
        this.pod = new ReadOnlyObjectWrapper<>(pod);
        this.home = new ReadOnlyObjectWrapper<>(home);
    }

    public String id() {
        return pod().getManifest().getId();
    }

    public String name() {
        return pod().getManifest().getName();
    }

    public Pod pod() {
        return pod.get();
    }

    public ReadOnlyObjectProperty<Pod> podProperty() {
        return pod.getReadOnlyProperty();
    }

    /** The workstation it belongs to now. */
    public WorkstationModel home() {
        return home.get();
    }

    public ReadOnlyObjectProperty<WorkstationModel> homeProperty() {
        return home.getReadOnlyProperty();
    }

    public MoveState move() {
        return move.get();
    }

    public ReadOnlyObjectProperty<MoveState> moveProperty() {
        return move.getReadOnlyProperty();
    }

    /** The last picture of its screen, or null before the first. */
    public ReadOnlyObjectProperty<@Nullable Image> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    public boolean isMoving() {
        return move() instanceof MoveState.UnderWay;
    }

    /** The user has read the result, or the failure, of the last move. */
    public void forgetMove() {
        if (move() instanceof MoveState.Done || move() instanceof MoveState.Failed) {
            move.set(new MoveState.None());
        }
    }

    /** Why it was last not put to rest, or not woken, until the user has read it. */
    public ReadOnlyObjectProperty<Optional<RestFailure>> restFailureProperty() {
        return restFailure.getReadOnlyProperty();
    }

    public void forgetRestFailure() {
        restFailure.set(Optional.empty());
    }

    public boolean isSuspended() {
        return pod().getState() == PodState.POD_STATE_SUSPENDED;
    }

    /** What runs in it, or ran when it was suspended and will again. */
    public List<Program> programs() {
        return isSuspended() ? pod().getSuspension().getProgramsList() : pod().getProgramsList();
    }

    /** Those it has, or had when it was suspended. */
    public int connections() {
        return isSuspended() ? pod().getSuspension().getConnectionsCount() : pod().getConnections();
    }

    void setRestFailure(RestFailure value) {
        restFailure.set(Optional.of(value));
    }

    void setPod(Pod value) {
        pod.set(value);
    }

    void setHome(WorkstationModel value) {
        home.set(value);
    }

    void setMove(MoveState value) {
        move.set(value);
    }

    void setPicture(Image value) {
        picture.set(value);
    }
}
