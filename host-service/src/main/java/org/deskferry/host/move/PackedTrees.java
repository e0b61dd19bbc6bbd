package org.deskferry.host.move;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import org.deskferry.host.checkpoint.Packer;
import org.deskferry.host.checkpoint.Packing;
import org.deskferry.proto.v1.PackedTree;
import org.deskferry.proto.v1.Tree;

/** Stretches of file trees as they go over the wire. */
final class PackedTrees {
    /** More than the sender puts into one, see {@code Tree} in {@code peer.proto}. */
    private static final int LARGEST = 4 << 20;

    private PackedTrees() {}

    static PackedTree pack(Tree tree, Packer packer) {
        var raw = tree.toByteArray();
        return PackedTree.newBuilder()
                .setBytes(UnsafeByteOperations.unsafeWrap(packer.pack(raw)))
                .setRawLength(raw.length)
                .build();
    }

    /**
     * What was packed.
     *
     * @throws org.deskferry.host.problem.ProblemException (CORRUPT_STREAM) if that is no tree
     */
    static Tree unpack(PackedTree packed) {
        var length = packed.getRawLength();
        if (length < 0 || length > LARGEST) {
            throw Failures.protocol("a stretch of a file tree is too long");
        }
        var raw = Packing.unpack(packed.getBytes().toByteArray(), length)
                .orElseThrow(() -> Failures.protocol("a stretch of a file tree cannot be decompressed"));
        try {
            return Tree.parseFrom(raw);
        } catch (InvalidProtocolBufferException e) {
            throw Failures.protocol("a stretch of a file tree is none");
        }
    }
}
