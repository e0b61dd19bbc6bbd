/**
 * File trees: a pod's root, the images pods start from, and the exact copying of a tree from one workstation to another
 * in rounds. Knows nothing of gRPC calls: it reads and writes {@code Tree} messages.
 */
@NullMarked
package org.deskferry.host.files;

import org.jspecify.annotations.NullMarked;
