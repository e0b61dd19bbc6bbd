package org.deskferry.host.files;

import com.google.protobuf.ByteString;
import java.io.IOException;
import org.deskferry.proto.v1.Tree;
import org.deskferry.proto.v1.TreeData;
import org.deskferry.proto.v1.TreeEnd;
import org.deskferry.proto.v1.TreeEntry;
import org.deskferry.proto.v1.TreePart;

/** Packs what a round has to say into messages of a good size: many small files go in one. */
final class Outbox {
    static final int FULL = 1024 * 1024;

    private final TreeSink sink;
    private Tree.Builder message = Tree.newBuilder();
    private int size;
    private long entries;
    private long bytes;

    Outbox(TreeSink sink) {
        this.sink = sink;
    }

    void entry(TreeEntry entry) throws IOException {
        entries++;
        add(TreePart.newBuilder().setEntry(entry));
    }

    void data(long offset, ByteString piece) throws IOException {
        data(TreeData.newBuilder().setOffset(offset).setBytes(piece));
    }

    void lastData(long offset, ByteString piece, ByteString hash) throws IOException {
        data(TreeData.newBuilder().setOffset(offset).setBytes(piece).setXxh3(hash));
    }

    private void data(TreeData.Builder data) throws IOException {
        bytes += data.getBytes().size();
        add(TreePart.newBuilder().setData(data));
    }

    void end() throws IOException {
        add(TreePart.newBuilder()
                .setEnd(TreeEnd.newBuilder().setEntries(entries).setBytes(bytes)));
        flush();
    }

    long entries() {
        return entries;
    }

    long bytes() {
        return bytes;
    }

    private void add(TreePart.Builder wanted) throws IOException {
        var part = wanted.build();
        if (size + part.getSerializedSize() > FULL) {
            flush();
        }
        message.addParts(part);
        size += part.getSerializedSize();
    }

    /** Sends what is packed so far. */
    void flush() throws IOException {
        if (size > 0) {
            sink.accept(message.build());
            message = Tree.newBuilder();
            size = 0;
        }
    }
}
