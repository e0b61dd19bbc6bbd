package org.deskferry.app.parts;

import java.util.Objects;

/** Looks that several views share. */
public final class Sheets {
    /** Of large tables, with a bar above and one below. */
    public static final String TABLE =
            Objects.requireNonNull(Sheets.class.getResource("tables.css")).toExternalForm();

    private Sheets() {}
}
