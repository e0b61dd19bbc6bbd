package org.deskferry.app.evacuation;

import java.util.Comparator;
import java.util.Locale;

/**
 * A workstation that could take a pod in.
 *
 * @param memoryFree bytes, without what is promised to other pods on their way
 * @param load the 1-minute load average
 * @param hasImage whether the image that the pod starts from is there, and need not be sent
 * @param pressure how busy it would be with the pod: the larger of its share of used memory and its load a processor
 */
public record Destination(String workstation, long memoryFree, double load, boolean hasImage, double pressure) {
    /** From here on a machine is so busy that sending an image to another one is better. */
    private static final double CROWDED = 0.9;

    /** The best first: not crowded, with the image, least busy. */
    static final Comparator<Destination> BEST_FIRST = Comparator.comparing(Destination::isCrowded)
            .thenComparing(Destination::hasImage, Comparator.reverseOrder())
            .thenComparingDouble(Destination::pressure)
            .thenComparing(Destination::workstation);

    boolean isCrowded() {
        return pressure > CROWDED;
    }

    /** "11.9 GiB free, load 0.2, has the image". */
    public String why() {
        return Amounts.bytes(memoryFree) + " free, load " + String.format(Locale.ROOT, "%.1f", load)
                + (hasImage ? ", has the image" : ", lacks the image")
                + (isCrowded() ? ", crowded" : "");
    }
}
