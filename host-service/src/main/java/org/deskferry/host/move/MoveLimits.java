package org.deskferry.host.move;

import java.time.Duration;

/**
 * What a move may take.
 *
 * @param downtime how long the pod may stand still
 * @param bandwidth how many bytes a second may be sent while the pod runs; 0: as many as go
 */
public record MoveLimits(Duration downtime, long bandwidth) {}
