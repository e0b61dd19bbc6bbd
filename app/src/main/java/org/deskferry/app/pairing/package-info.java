/** The operator's side of a pairing: a workstation without a fleet, met by a code that it shows. */
@NullMarked
package org.deskferry.app.pairing;

import org.jspecify.annotations.NullMarked;
