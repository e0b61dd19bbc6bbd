package org.deskferry.app.evacuation;

import java.util.List;
import org.deskferry.proto.v1.Pod;
import org.deskferry.proto.v1.Problem;

/** A pod that cannot leave, and why. It runs on where it is. */
public record Stay(Pod pod, List<Problem> problems) {}
