package org.deskferry.app.rfb;

/** Numbers of encodings and messages: RFC 6143, sections 7.5 to 7.8, and rfbproto where that goes on. */
final class Codes {
    static final int RAW = 0;
    static final int COPY_RECT = 1;
    static final int TIGHT = 7;
    static final int ZRLE = 16;

    static final int DESKTOP_SIZE = -223;
    static final int LAST_RECT = -224;
    static final int CURSOR = -239;
    static final int COMPRESS_LEVEL_0 = -256;
    static final int EXTENDED_DESKTOP_SIZE = -308;
    static final int FENCE = -312;
    static final int CONTINUOUS_UPDATES = -313;
    static final int CURSOR_WITH_ALPHA = -314;
    static final int EXTENDED_MOUSE_BUTTONS = -316;
    static final int EXTENDED_CLIPBOARD = 0xc0a1e5ce;

    /** Messages of the server. */
    static final int UPDATE = 0;

    static final int COLOUR_MAP = 1;
    static final int BELL = 2;
    static final int CUT_TEXT = 3;
    static final int END_OF_CONTINUOUS_UPDATES = 150;
    static final int SERVER_FENCE = 248;

    private Codes() {}
}
