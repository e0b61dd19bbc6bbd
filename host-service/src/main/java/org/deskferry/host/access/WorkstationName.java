package org.deskferry.host.access;

import java.util.regex.Pattern;

/** What a workstation is called in its fleet; it is a DNS label, for certificates carry it as one. */
public final class WorkstationName {
    private static final Pattern FORM = Pattern.compile("[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?");

    private WorkstationName() {}

    /**
     * Returns {@code name} if it is one.
     *
     * @throws IllegalArgumentException with the reason if it is not
     */
    public static String check(String name) {
        if (!FORM.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not 1 to 40 of a-z, 0-9 and '-' that start with a letter and end with a letter or digit");
        }
        return name;
    }
}
