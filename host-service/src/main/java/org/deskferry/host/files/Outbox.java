package org.deskferry.host.files;

import com.google.protobuf.ByteString;
import java.io.IOException;
import org.deskferry.proto.v1.Tree;
import org.deskferry.proto.v1.TreeData;
import org.deskferry.proto.v1.TreeEnd;
import org.deskferry.proto.v1.TreeEntry;

/** Packs what a round has to say into messages of a good size. */
final class Outbox {
    private static final int FULL = 128 * 1024;

    private final TreeSink sink;
    private Tree.Builder message = Tree.newBuilder();
    private int size;
    private long entries;
    private long bytes;

    Outbox(TreeSink sink) {
        this.sink = sink;
    }

    void entry(TreeEntry entry) throws IOException {
        message.addEntries(entry);
        entries++;
        size += entry.getSerializedSize();
        if (size > FULL) {
            flush();
        }
    }

    void data(long offset, ByteString piece) throws IOException {
        message.setData(TreeData.newBuilder().setOffset(offset).setBytes(piece));
        bytes += piece.size();
        flush();
    }

    void lastData(long offset, ByteString piece, ByteString hash) throws IOException {
        message.setData(TreeData.newBuilder().setOffset(offset).setBytes(piece).setXxh3(hash));
        bytes += piece.size();
        flush();
    }

    void end() throws IOException {
        message.setEnd(TreeEnd.newBuilder().setEntries(entries).setBytes(bytes));
        flush();
    }

    long entries() {
        return entries;
    }

    long bytes() {
        return bytes;
    }

    private void flush() throws IOException {
        sink.accept(message.build());
        message = Tree.newBuilder();
        size = 0;
    }
}
