package org.deskferry.app.evacuation;

import org.deskferry.proto.v1.Pod;

/** A pod and where it goes. */
public record Departure(Pod pod, Destination destination) {

    public String podId() {
        return pod.getManifest().getId();
    }
}
