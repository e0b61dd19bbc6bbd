package org.deskferry.host.network;

import java.util.List;
import org.deskferry.proto.v1.Phrase;

/**
 * Something that the LAN is told by multicast DNS.
 *
 * @param arguments of avahi-publish
 * @param whenTaken what it means that another device has the name
 */
record Notice(String name, List<String> arguments, Phrase whenTaken, Phrase remedyWhenTaken) {}
