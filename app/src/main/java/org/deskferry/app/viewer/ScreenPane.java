package org.deskferry.app.viewer;

import javafx.geometry.Point2D;
import javafx.scene.AccessibleRole;
import javafx.scene.Cursor;
import javafx.scene.ImageCursor;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import org.deskferry.app.rfb.Pointer;

/**
 * Shows the remote screen, and takes keyboard and pointer for it. A remote pixel is always a whole number of this display's, so that
 * text stays sharp; only a screen that is larger than the pane, and cannot be made smaller, is scaled down.
 */
final class ScreenPane extends Region {
    private static final int SMALLEST_SIDE = 64;

    private final ImageView view = new ImageView();
    private final Picture picture;
    private final Hands hands;
    private final Keyboard keyboard;
    private final Mouse mouse;
    /** How many of the image's pixels are one of the remote screen's, each way. */
    private int enlarged = 1;

    ScreenPane(Hands hands, Keyboard keyboard, Picture picture) {
        this.picture = picture;
        this.hands = hands;
        this.keyboard = keyboard;
        this.mouse = new Mouse(hands);
        getStyleClass().add("viewer-screen");
        setAccessibleRole(AccessibleRole.IMAGE_VIEW);
        setFocusTraversable(true);
        view.setManaged(false);
        getChildren().add(view);
        picture.image().subscribe(image -> {
            enlarged = picture.times();
            view.setImage(image);
            requestLayout();
        });
        addEventHandler(KeyEvent.ANY, keyboard::handle);
        addEventHandler(MouseEvent.ANY, this::handle);
        addEventHandler(ScrollEvent.SCROLL, this::handle);
        focusedProperty().subscribe(focused -> {
            if (!focused) {
                letGo();
            }
        });
    }

    /** Nobody will tell of what is released from now on. */
    void letGo() {
        keyboard.releaseAll();
        mouse.releaseAll();
    }

    private void handle(MouseEvent event) {
        var type = event.getEventType();
        if (type == MouseEvent.MOUSE_PRESSED) {
            requestFocus();
        }
        if (type == MouseEvent.MOUSE_PRESSED
                || type == MouseEvent.MOUSE_RELEASED
                || type == MouseEvent.MOUSE_MOVED
                || type == MouseEvent.MOUSE_DRAGGED) {
            var place = remote(event.getX(), event.getY());
            mouse.handle(event, (int) place.getX(), (int) place.getY());
        }
        event.consume();
    }

    private void handle(ScrollEvent event) {
        var place = remote(event.getX(), event.getY());
        mouse.scroll(event, (int) place.getX(), (int) place.getY());
        event.consume();
    }

    private Point2D remote(double x, double y) {
        var image = view.getImage();
        if (image == null || view.getFitWidth() <= 0 || view.getFitHeight() <= 0) {
            return Point2D.ZERO;
        }
        double width = image.getWidth() / enlarged;
        double height = image.getHeight() / enlarged;
        return new Point2D(
                Math.clamp((x - view.getLayoutX()) * width / view.getFitWidth(), 0, width - 1),
                Math.clamp((y - view.getLayoutY()) * height / view.getFitHeight(), 0, height - 1));
    }

    /** Asks the pod for a screen of this pane's size. */
    void resizeRemote() {
        double side = pixelSide();
        int width = (int) (getWidth() / side);
        int height = (int) (getHeight() / side);
        if (width >= SMALLEST_SIDE && height >= SMALLEST_SIDE) {
            hands.resize(width, height);
        }
    }

    /** How long and wide a remote pixel is in this scene's units. */
    private double pixelSide() {
        return displayPixels() / scale();
    }

    /** How many of this display's pixels a remote one is long and wide. */
    private int displayPixels() {
        return (int) Math.max(1, Math.floor(scale()));
    }

    private double scale() {
        return getScene() == null || getScene().getWindow() == null
                ? 1
                : getScene().getWindow().getOutputScaleX();
    }

    @Override
    protected void layoutChildren() {
        picture.enlarge(displayPixels());
        var image = view.getImage();
        if (image == null) {
            return;
        }
        double side = pixelSide() / enlarged;
        double shrink =
                Math.min(1, Math.min(getWidth() / (image.getWidth() * side), getHeight() / (image.getHeight() * side)));
        view.setSmooth(shrink < 1);
        view.setFitWidth(image.getWidth() * side * shrink);
        view.setFitHeight(image.getHeight() * side * shrink);
        view.relocate(
                snapPositionX((getWidth() - view.getFitWidth()) / 2),
                snapPositionY((getHeight() - view.getFitHeight()) / 2));
    }

    /** Shows the pointer as the pod has it. */
    void show(Pointer pointer) {
        setCursor(pointer.isInvisible() ? Cursor.NONE : cursor(pointer));
    }

    /** Of the size that this display has cursors of. */
    private static Cursor cursor(Pointer pointer) {
        var best = ImageCursor.getBestSize(pointer.width(), pointer.height());
        int width = Math.max(pointer.width(), (int) best.getWidth());
        int height = Math.max(pointer.height(), (int) best.getHeight());
        var image = new WritableImage(width, height);
        image.getPixelWriter()
                .setPixels(
                        0,
                        0,
                        pointer.width(),
                        pointer.height(),
                        PixelFormat.getIntArgbPreInstance(),
                        pointer.pixels().duplicate().rewind(),
                        pointer.width());
        return new ImageCursor(image, pointer.hotX(), pointer.hotY());
    }

    /** Until the first update: the last that was seen of the pod. */
    void showMeanwhile(Image image) {
        if (view.getImage() == null) {
            view.setImage(image);
            requestLayout();
        }
    }
}
