package org.deskferry.host.handover;

import java.util.List;

/**
 * What a workstation does on an event.
 *
 * @param deeds in this order; each rests on those before it
 * @param next what the pod is to the workstation from the event on, before the first deed is done
 */
public record Rule(Stand stand, Event event, List<Deed> deeds, Stand next) {}
