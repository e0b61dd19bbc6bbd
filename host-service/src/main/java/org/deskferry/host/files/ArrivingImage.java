package org.deskferry.host.files;

import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import org.deskferry.proto.v1.Tree;

/** An image on its way from another workstation. Closed before it is complete, nothing of it is left. */
public final class ArrivingImage implements AutoCloseable {
    private final ImageDraft draft;
    private final TreeReceiver receiver;
    private final String digest;
    private long bytes;

    private ArrivingImage(ImageDraft draft, TreeReceiver receiver, String digest) {
        this.draft = draft;
        this.receiver = receiver;
        this.digest = digest;
    }

    static ArrivingImage begin(ImageDraft draft, String digest) throws IOException {
        return new ArrivingImage(draft, TreeReceiver.ofImage(draft.root()), digest);
    }

    /**
     * Takes a message in, as {@link TreeReceiver#accept} does. Returns whether it was the last: then the image is
     * verified and in the store.
     */
    public boolean accept(Tree message) throws IOException {
        bytes += TreeSink.contentBytes(message);
        if (!receiver.accept(message)) {
            return false;
        }
        var arrived = TreeDigest.of(draft.root());
        if (!arrived.equals(digest)) {
            throw TreeRules.corruptThing(say("image {0}", digest), say("What arrived is another image, {0}.", arrived));
        }
        draft.publish(digest, bytes);
        return true;
    }

    @Override
    public void close() throws IOException {
        receiver.close();
        draft.close();
    }
}
