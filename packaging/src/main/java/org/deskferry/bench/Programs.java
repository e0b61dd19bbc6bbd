package org.deskferry.bench;

import java.util.List;

/** The programs of the sessions that are measured. */
final class Programs {
    /** With a page of its own, as there is no other at the lab. */
    static final Load.Windowed FIREFOX = new Load.Windowed("Mozilla Firefox", List.of("firefox-esr", "about:license"));

    static final Load.Windowed WRITER =
            new Load.Windowed("LibreOffice Writer", List.of("libreoffice", "--writer", "--norestore"));

    private Programs() {}
}
