/** A pod's place on the LAN: its addresses, its link, its connections. */
@NullMarked
package org.deskferry.host.network;

import org.jspecify.annotations.NullMarked;
