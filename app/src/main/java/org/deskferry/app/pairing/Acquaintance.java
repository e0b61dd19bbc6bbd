package org.deskferry.app.pairing;

import org.deskferry.app.identity.Member;
import org.deskferry.pairing.Fingerprint;

/**
 * What a workstation without a fleet says of itself, of which nothing is proved yet.
 *
 * @param member what it would be in the fleet: by the name that it gives itself
 * @param key of the connection
 * @param showsCode whether somebody has made it show a code
 * @param isListed whether the fleet has a member of this name
 */
public record Acquaintance(Member member, Fingerprint key, boolean showsCode, boolean isListed) {}
