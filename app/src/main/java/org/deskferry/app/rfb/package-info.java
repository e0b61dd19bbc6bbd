/**
 * A client of the RFB protocol: RFC 6143, and of the extensions that the community's "rfbproto" describes those that make a session
 * one to work in. The other side is a pod, and not trusted: whatever it sends, memory stays bounded, and what is no RFB ends in an
 * {@link org.deskferry.app.rfb.RfbException}. Knows neither how bytes travel nor how pixels are shown.
 */
@NullMarked
package org.deskferry.app.rfb;

import org.jspecify.annotations.NullMarked;
