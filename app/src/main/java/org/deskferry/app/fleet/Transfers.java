package org.deskferry.app.fleet;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.deskferry.app.transfer.Checked;
import org.deskferry.app.transfer.Export;
import org.deskferry.app.transfer.Import;
import org.deskferry.app.transfer.Progress;
import org.deskferry.app.transfer.Stop;
import org.deskferry.app.transfer.TransferException;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.Problem;

/** Exports and imports, on threads of their own; what is heard of them comes to the FX thread. */
public final class Transfers {
    private static final long BEAT_NANOS = 100_000_000;

    private final Executor background;
    private final Executor window;

    Transfers(Executor background, Executor window) {
        this.background = background;
        this.window = window;
    }

    /** Begins to export a pod; one of the two is called at the end. */
    public Stop begin(PodModel pod, Export export, Progress progress, Consumer<PodDescription> done, Refused refused) {
        var link = pod.home().link();
        return begin((seen, stop) -> export.run(link.rest(), seen, stop), progress, done, refused);
    }

    /** Begins to import a pod; one of the two is called at the end. */
    public Stop begin(
            WorkstationModel workstation, Import load, Progress progress, Consumer<Pod> done, Refused refused) {
        var link = workstation.link();
        return begin((seen, stop) -> load.run(link.rest(), seen, stop), progress, done, refused);
    }

    /** Tells whether a passphrase is needed for an archive; one of the two is called. */
    public void look(Path file, Consumer<Boolean> locked, Refused refused) {
        var _ = begin((_, _) -> Checked.isLocked(file), (_, _, _) -> {}, locked, refused);
    }

    /** Hears why there was nothing done. */
    public interface Refused {
        /** {@code cancelled}: somebody wanted it so. */
        void accept(List<Problem> problems, boolean cancelled);
    }

    private interface Work<T> {
        T run(Progress progress, Stop stop) throws TransferException, TroubleException;
    }

    private <T> Stop begin(Work<T> work, Progress progress, Consumer<T> done, Refused refused) {
        var stop = new Stop();
        background.execute(() -> {
            try {
                var result = work.run(new Beat(progress), stop);
                window.execute(() -> done.accept(result));
            } catch (TransferException e) {
                window.execute(() -> refused.accept(e.problems(), e.isCancelled()));
            } catch (TroubleException e) {
                window.execute(() -> refused.accept(e.problems(), false));
            }
        });
        return stop;
    }

    /** Not every part is news for the window. */
    private final class Beat implements Progress {
        private final Progress progress;
        private long last = System.nanoTime() - BEAT_NANOS;
        private Step lastStep = Step.FINISH;

        Beat(Progress progress) {
            this.progress = progress;
        }

        @Override
        public void at(Step step, long bytes, long whole) {
            var now = System.nanoTime();
            if (step != lastStep || now - last >= BEAT_NANOS) {
                last = now;
                lastStep = step;
                window.execute(() -> progress.at(step, bytes, whole));
            }
        }
    }
}
