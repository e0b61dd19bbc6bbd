package org.deskferry.app.fleet;

import java.io.ByteArrayInputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import javafx.scene.image.Image;

/** Fetches pictures of pods' screens: one at a time a pod, a few at a time in all. */
final class Pictures {
    private static final int AT_ONCE = 4;

    private final ExecutorService background;
    private final Executor window;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Set<String> asked = new HashSet<>();

    Pictures(ExecutorService background, Executor window) {
        this.background = background;
        this.window = window;
    }

    /** Asks for a new picture, at most {@code maxWidth} pixels wide, unless one is on its way. FX thread only. */
    void refresh(PodModel pod, int maxWidth) {
        if (asked.add(pod.id())) {
            var link = pod.home().link();
            var id = pod.id();
            background.execute(() -> fetch(pod, id, link, maxWidth));
        }
    }

    private void fetch(PodModel pod, String id, Link link, int maxWidth) {
        try {
            places.acquire();
            try {
                var png = link.screen(id, maxWidth).getPng();
                var image = new Image(new ByteArrayInputStream(png.toByteArray()));
                if (!image.isError()) {
                    window.execute(() -> pod.setPicture(image));
                }
            } finally {
                places.release();
            }
        } catch (TroubleException keepTheLastPicture) {
            // The next round tries again; whether the workstation is away is the watch's to tell.
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            window.execute(() -> asked.remove(id));
        }
    }
}
