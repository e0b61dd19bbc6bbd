package org.deskferry.lab;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A pod at work, as it was at one time.
 *
 * @param processes number inside, and parent and command line
 * @param text the colours of the editor's text
 * @param segmentSizes of its connections
 * @param faults what its programs had noticed
 */
public record Sight(Map<Integer, String> processes, IntBuffer text, List<Integer> segmentSizes, List<String> faults) {

    public static Sight of(LabPod pod, Editor editor, Witnesses witnesses) {
        return new Sight(pod.processes(), editor.pixels(), pod.segmentSizes(), witnesses.faults());
    }

    /** What a move may not have changed and has, in words. */
    public List<String> differences(Sight later) {
        var found = new ArrayList<>(later.faults);
        if (!processes.equals(later.processes)) {
            found.add("its processes were " + processes + " and are " + later.processes);
        }
        if (!text.equals(later.text)) {
            found.add("the editor shows something else");
        }
        if (!segmentSizes.equals(later.segmentSizes)) {
            found.add("its connections' packets were " + segmentSizes + " and are " + later.segmentSizes);
        }
        return found;
    }
}
