package org.deskferry.app.board;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.image.ImageView;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.util.Subscription;
import org.deskferry.app.fleet.MoveState;
import org.deskferry.app.fleet.PodModel;

/** A larger picture of a pod's screen, renewed about once a second wherever the pod is. */
final class ScreenWindow {
    private static final Duration AGE = Duration.ofMillis(900);

    private final PodModel pod;
    private final Thumbnails thumbnails;
    private final Stage stage = new Stage();
    private final ImageView picture = new ImageView();
    private final MovePanel moving;
    private final Supplier<Stream<Thumbnails.Want>> viewer = this::want;

    /** {@code cancel}: what the button beside a move's progress does. */
    ScreenWindow(PodModel pod, Thumbnails thumbnails, Runnable cancel) {
        this.pod = pod;
        this.thumbnails = thumbnails;
        this.moving = new MovePanel(pod.name(), cancel);
    }

    /** Opens it, or brings it to the front. */
    void open(Window owner, Appearance appearance) {
        if (stage.isShowing()) {
            stage.toFront();
            stage.requestFocus();
            return;
        }
        var size = pod.pod().getManifest().getGeometry();
        var scene =
                new Scene(content(), Math.clamp(size.getWidth(), 640, 1280), Math.clamp(size.getHeight(), 400, 800));
        var following = Subscription.combine(
                appearance.dress(scene),
                pod.moveProperty().subscribe(this::showMove),
                pod.homeProperty().subscribe(home -> stage.setTitle(Say.of("screen.title", pod.name(), home.name()))));
        picture.imageProperty().bind(pod.pictureProperty());
        thumbnails.add(viewer);
        stage.setOnHidden(_ -> {
            thumbnails.remove(viewer);
            following.unsubscribe();
            picture.imageProperty().unbind();
        });
        if (stage.getOwner() == null) {
            stage.initOwner(owner);
        }
        stage.setScene(scene);
        stage.show();
    }

    private StackPane content() {
        picture.setPreserveRatio(true);
        picture.setSmooth(true);
        // Or it would keep the window from becoming smaller.
        picture.setManaged(false);
        picture.setAccessibleText(Say.of("screen.title", pod.name(), pod.home().name()));
        var content = new StackPane(picture, moving) {
            @Override
            protected void layoutChildren() {
                super.layoutChildren();
                var size = picture.getLayoutBounds();
                picture.relocate((getWidth() - size.getWidth()) / 2, (getHeight() - size.getHeight()) / 2);
            }
        };
        content.setId("screen-" + pod.name());
        content.getStyleClass().add("screen-window");
        StackPane.setAlignment(moving, Pos.BOTTOM_CENTER);
        moving.setMaxHeight(Region.USE_PREF_SIZE);
        picture.fitWidthProperty().bind(content.widthProperty());
        picture.fitHeightProperty().bind(content.heightProperty());
        picture.imageProperty().subscribe(content::requestLayout);
        return content;
    }

    private void showMove(MoveState move) {
        Nodes.show(moving, pod.isMoving());
        if (move instanceof MoveState.UnderWay(var progress, var _)) {
            moving.show(progress);
        }
    }

    private Stream<Thumbnails.Want> want() {
        var width = (int) (stage.getScene().getWidth() * stage.getOutputScaleX());
        return stage.isIconified() ? Stream.empty() : Stream.of(new Thumbnails.Want(pod, width, AGE));
    }
}
