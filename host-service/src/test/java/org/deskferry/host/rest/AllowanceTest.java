package org.deskferry.host.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.PodDescription;
import org.deskferry.proto.v1.Tree;
import org.deskferry.proto.v1.TreeData;
import org.deskferry.proto.v1.TreeEntry;
import org.deskferry.proto.v1.TreePart;
import org.junit.jupiter.api.Test;

/** No more files come than were described. */
class AllowanceTest {
    @Test
    void whatWasDescribedMayCome() {
        var allowance = Allowance.of(described(2, 10));
        assertEquals(2 * 4096 + 10, allowance.allBytes());
        allowance.take(tree(1, 4));
        allowance.take(tree(1, 6));
    }

    @Test
    void moreMayNot() {
        assertThrows(
                ProblemException.class, () -> Allowance.of(described(2, 10)).take(tree(3, 1)));
        assertThrows(
                ProblemException.class, () -> Allowance.of(described(2, 10)).take(tree(1, 11)));
    }

    @Test
    void noPodIsLargerThanNumbersGo() {
        assertThrows(ProblemException.class, () -> Allowance.of(described(-1, 0)));
        assertThrows(ProblemException.class, () -> Allowance.of(described(0, -1)));
        assertThrows(ProblemException.class, () -> Allowance.of(described(Long.MAX_VALUE / 2, 0)));
    }

    private static PodDescription described(long entries, long bytes) {
        return PodDescription.newBuilder()
                .setFileEntries(entries)
                .setFileBytes(bytes)
                .build();
    }

    private static Tree tree(int entries, int bytes) {
        var tree = Tree.newBuilder();
        for (int entry = 0; entry < entries; entry++) {
            tree.addParts(TreePart.newBuilder().setEntry(TreeEntry.getDefaultInstance()));
        }
        return tree.addParts(TreePart.newBuilder()
                        .setData(TreeData.newBuilder().setBytes(ByteString.copyFrom(new byte[bytes]))))
                .build();
    }
}
