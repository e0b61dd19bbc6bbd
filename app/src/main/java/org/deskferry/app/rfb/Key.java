package org.deskferry.app.rfb;

/** A key that goes down or up (RFC 6143, section 7.5.4), by its X11 keysym. */
public record Key(int keysym, boolean down) {}
