/** Workstations that make themselves known to the LAN. */
@NullMarked
package org.deskferry.app.finding;

import org.jspecify.annotations.NullMarked;
