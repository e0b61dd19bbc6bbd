package org.deskferry.host.files;

import java.io.IOException;
import org.deskferry.proto.v1.Tree;

/** Where a tree's messages go, in order. */
@FunctionalInterface
public interface TreeSink {
    /** Takes one message; blocks while the way is busy. */
    void accept(Tree message) throws IOException;
}
