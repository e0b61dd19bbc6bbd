package org.deskferry.host.move;

/**
 * Which pod goes where.
 *
 * @param moveId names the move on both machines and in every line they log of it
 * @param pod an id or a name
 * @param destination the workstation's name in the fleet
 * @param address where it listens, "host:port"
 * @param limits what it may take
 */
public record MoveOrder(String moveId, String pod, String destination, String address, MoveLimits limits) {}
