package org.deskferry.app.board;

import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Rectangle;
import org.deskferry.app.fleet.PodModel;
import org.deskferry.app.parts.Nodes;
import org.kordamp.ikonli.materialdesign2.MaterialDesignM;

/** The last picture of a pod's screen, as wide as it is given place, and something drawn over it. */
final class ScreenPicture extends StackPane {
    private static final double SHAPE = 10.0 / 16;
    private static final double ROUND = 8;

    private final ImageView picture = new ImageView();

    ScreenPicture(PodModel pod) {
        getStyleClass().add("screen");
        var none = Nodes.icon(MaterialDesignM.MONITOR, "screen-none");
        none.visibleProperty().bind(picture.imageProperty().isNull());
        picture.imageProperty().bind(pod.pictureProperty());
        picture.setPreserveRatio(true);
        picture.setSmooth(true);
        picture.setManaged(false);
        getChildren().addAll(none, picture);
        setMinSize(0, 0);
        setMaxWidth(Double.MAX_VALUE);
        setClip(roundedClip());
        picture.fitWidthProperty().bind(widthProperty());
        picture.fitHeightProperty().bind(heightProperty());
        picture.imageProperty().subscribe(this::requestLayout);
    }

    @Override
    public javafx.geometry.Orientation getContentBias() {
        return javafx.geometry.Orientation.HORIZONTAL;
    }

    @Override
    protected double computePrefHeight(double width) {
        return Math.round((width < 0 ? prefWidth(-1) : width) * SHAPE);
    }

    @Override
    protected double computePrefWidth(double height) {
        return 240;
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        var size = picture.getLayoutBounds();
        picture.relocate((getWidth() - size.getWidth()) / 2, (getHeight() - size.getHeight()) / 2);
    }

    private Rectangle roundedClip() {
        var clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        clip.setArcWidth(ROUND);
        clip.setArcHeight(ROUND);
        return clip;
    }

    /** Lies along the lower edge, over the picture. */
    void cover(Region node) {
        setAlignment(node, javafx.geometry.Pos.BOTTOM_CENTER);
        node.setMaxHeight(Region.USE_PREF_SIZE);
        getChildren().add(node);
    }
}
