package org.deskferry.host.network;

/**
 * A workstation whose machine and pods speak to pods that are away from home at the address they have there.
 *
 * @param name in the fleet
 * @param address where its host service listens, "host:port"
 */
public record Member(String name, String address) {}
