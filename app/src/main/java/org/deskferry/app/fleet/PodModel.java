package org.deskferry.app.fleet;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.image.Image;
import org.deskferry.proto.v1.Pod;
import org.jspecify.annotations.Nullable;

/** A pod, one and the same wherever it goes. FX thread only. */
public final class PodModel {
    private final ReadOnlyObjectWrapper<Pod> pod;
    private final ReadOnlyObjectWrapper<WorkstationModel> home;
    private final ReadOnlyObjectWrapper<MoveState> move = new ReadOnlyObjectWrapper<>(new MoveState.None());
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
        if (!isMoving()) {
            move.set(new MoveState.None());
        }
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
