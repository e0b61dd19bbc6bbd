package org.deskferry.host.checkpoint;

/**
 * Compresses what goes over the wire: the harder, the more the wire is what is waited for. A fast link gets it as quickly as it comes; on a
 * slow one, or where not all of it may be used, there is time to make it less. Thread-safe.
 */
public final class Packer {
    /** Of less the harder methods make little less, and each takes its time to begin. */
    private static final int SMALL = 16 << 10;

    private final Effort atLeisure = new Effort();
    private final Effort inHurry = new Effort();
    private boolean hurries;

    /** Whether a pod stands still for what is packed: then all of the link may be used. */
    public synchronized void hurry(boolean isFrozen) {
        hurries = isFrozen;
    }

    /** Shorter than {@code raw}, or {@code raw} itself. */
    public byte[] pack(byte[] raw) {
        return pack(raw, 1);
    }

    /** The same where so many are packed at once, each of which takes so much less of the time. */
    public byte[] pack(byte[] raw, int atOnce) {
        if (raw.length < SMALL) {
            return Packing.LZ4.pack(raw);
        }
        var begin = System.nanoTime();
        var packed = packing().pack(raw);
        packed((System.nanoTime() - begin) / atOnce);
        return packed;
    }

    /** How it would compress now. */
    synchronized Packing packing() {
        return (hurries ? inHurry : atLeisure).packing();
    }

    synchronized void packed(long nanos) {
        atLeisure.packed(nanos);
        inHurry.packed(nanos);
    }

    /**
     * What was packed is sent.
     *
     * @param wireNanos how long it took until the wire had room for it
     * @param paceNanos how long nothing was sent after it although the wire had room
     */
    public synchronized void waited(long wireNanos, long paceNanos) {
        atLeisure.waited(wireNanos + paceNanos);
        inHurry.waited(wireNanos);
    }
}
