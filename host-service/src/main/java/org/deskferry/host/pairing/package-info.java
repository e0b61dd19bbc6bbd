/** How a workstation comes into a fleet by a code that it shows: whom it shows it to, what is tried with it, and what comes of that. */
@NullMarked
package org.deskferry.host.pairing;

import org.jspecify.annotations.NullMarked;
