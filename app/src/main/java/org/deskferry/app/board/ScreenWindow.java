package org.deskferry.app.board;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.scene.Scene;
import javafx.scene.image.ImageView;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.Window;
import org.deskferry.app.fleet.PodModel;

/** A larger picture of a pod's screen, renewed about once a second wherever the pod is. */
final class ScreenWindow {
    private static final Duration AGE = Duration.ofMillis(900);

    private final PodModel pod;
    private final Thumbnails thumbnails;
    private final Stage stage = new Stage();
    private final Supplier<Stream<Thumbnails.Want>> viewer = this::want;

    ScreenWindow(PodModel pod, Thumbnails thumbnails) {
        this.pod = pod;
        this.thumbnails = thumbnails;
    }

    void open(Window owner, Appearance appearance) {
        var picture = new ImageView();
        picture.setPreserveRatio(true);
        picture.setSmooth(true);
        picture.imageProperty().bind(pod.pictureProperty());
        picture.setAccessibleText(Say.of("screen.title", pod.name(), pod.home().name()));
        var moving = new MovePanel();
        var root = new StackPane(picture, moving);
        root.setId("screen-" + pod.name());
        root.getStyleClass().add("screen-window");
        StackPane.setAlignment(moving, javafx.geometry.Pos.BOTTOM_CENTER);
        moving.setMaxHeight(javafx.scene.layout.Region.USE_PREF_SIZE);
        picture.fitWidthProperty().bind(root.widthProperty());
        picture.fitHeightProperty().bind(root.heightProperty());
        picture.setManaged(false);
        picture.layoutBoundsProperty()
                .subscribe(size -> picture.relocate(
                        (root.getWidth() - size.getWidth()) / 2, (root.getHeight() - size.getHeight()) / 2));
        var size = pod.pod().getManifest().getGeometry();
        var scene = new Scene(root, Math.clamp(size.getWidth(), 640, 1280), Math.clamp(size.getHeight(), 400, 800));
        appearance.dress(scene);
        var changes = pod.moveProperty().subscribe(move -> {
            Nodes.show(moving, pod.isMoving());
            if (move instanceof org.deskferry.app.fleet.MoveState.UnderWay(var progress, var _)) {
                moving.show(progress);
            }
        });
        var title =
                pod.homeProperty().subscribe(home -> stage.setTitle(Say.of("screen.title", pod.name(), home.name())));
        stage.setOnHidden(_ -> {
            thumbnails.remove(viewer);
            changes.unsubscribe();
            title.unsubscribe();
            picture.imageProperty().unbind();
        });
        stage.initOwner(owner);
        stage.setScene(scene);
        thumbnails.add(viewer);
        stage.show();
    }

    private Stream<Thumbnails.Want> want() {
        var width = (int) (stage.getScene().getWidth() * stage.getOutputScaleX());
        return stage.isIconified() ? Stream.empty() : Stream.of(new Thumbnails.Want(pod, width, AGE));
    }
}
