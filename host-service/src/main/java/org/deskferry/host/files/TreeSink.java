package org.deskferry.host.files;

import java.io.IOException;
import org.deskferry.proto.v1.Tree;

/** Where a tree's messages go, in order. */
@FunctionalInterface
public interface TreeSink {
    /** Takes one message; blocks while the way is busy. */
    void accept(Tree message) throws IOException;

    /** How many bytes of the content of files a message has. */
    static long contentBytes(Tree message) {
        return message.getPartsList().stream()
                .mapToLong(part -> part.getData().getBytes().size())
                .sum();
    }
}
