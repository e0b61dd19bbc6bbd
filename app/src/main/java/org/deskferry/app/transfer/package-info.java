/** Suspended pods on their way between a workstation and a file, for the window and the command line alike. */
@NullMarked
package org.deskferry.app.transfer;

import org.jspecify.annotations.NullMarked;
