package org.deskferry.app.fleet;

import java.util.Optional;

/**
 * From where the fleet is seen.
 *
 * @param operator the user, as their certificate calls them; empty if nobody knows
 * @param workstation which of the fleet this machine is, if it is one
 */
public record Standpoint(String operator, Optional<String> workstation) {
    public static final Standpoint UNKNOWN = new Standpoint("", Optional.empty());
}
