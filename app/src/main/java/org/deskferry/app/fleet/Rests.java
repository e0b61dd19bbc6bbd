package org.deskferry.app.fleet;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.deskferry.proto.v1.Problem;
import org.deskferry.proto.v1.ResumePodResponse;
import org.deskferry.proto.v1.Reunion;
import org.deskferry.proto.v1.SnapshotRecord;

/** Pods that are put to rest on the disk, and what is kept of them there. FX thread only; what is called back comes there too. */
public final class Rests {
    private final Requests requests;
    private final Set<PodModel> wishes = new HashSet<>();

    Rests(Requests requests) {
        this.requests = requests;
    }

    /** Writes it to its workstation's disk; {@link PodModel#restFailureProperty} tells why not. */
    public void suspend(PodModel pod) {
        var id = pod.id();
        wish(pod, RestFailure.Wish.SUSPEND, link -> link.suspend(id), _ -> {});
    }

    /** Wakes it from the disk, then calls {@code done}; {@link PodModel#restFailureProperty} tells why not. */
    public void resume(PodModel pod, Consumer<Reunion> done) {
        var id = pod.id();
        wish(pod, RestFailure.Wish.RESUME, link -> link.resume(id), done);
    }

    /** Keeps it as it is in a snapshot, then calls {@code done}; {@link PodModel#restFailureProperty} tells why not. */
    public void keep(PodModel pod, Consumer<SnapshotRecord> done) {
        var id = pod.id();
        wish(pod, RestFailure.Wish.KEEP, link -> link.keep(id), done);
    }

    /** One wish a pod at a time: a key pressed twice is not a second one. */
    private <T> void wish(PodModel pod, RestFailure.Wish wish, Requests.Question<T> question, Consumer<T> done) {
        if (wishes.add(pod)) {
            pod.forgetRestFailure();
            requests.askFor(
                    pod.home(),
                    question,
                    answer -> {
                        wishes.remove(pod);
                        done.accept(answer);
                    },
                    problems -> {
                        wishes.remove(pod);
                        pod.setRestFailure(new RestFailure(wish, problems));
                    });
        }
    }

    /** The workstation's snapshots, oldest first; one of the two is called at the end. */
    public void snapshots(
            WorkstationModel workstation, Consumer<List<SnapshotRecord>> done, Consumer<List<Problem>> refused) {
        requests.askFor(workstation, Link::snapshots, done, refused);
    }

    /** Makes a new pod of a snapshot; one of the two is called at the end. */
    public void restore(
            WorkstationModel workstation,
            SnapshotRecord snapshot,
            Consumer<ResumePodResponse> done,
            Consumer<List<Problem>> refused) {
        requests.askFor(workstation, link -> link.restore(snapshot.getId()), done, refused);
    }

    /** Removes a snapshot; one of the two is called at the end. */
    public void deleteSnapshot(
            WorkstationModel workstation,
            SnapshotRecord snapshot,
            Consumer<Long> done,
            Consumer<List<Problem>> refused) {
        requests.askFor(workstation, link -> link.deleteSnapshot(snapshot.getId()), done, refused);
    }
}
