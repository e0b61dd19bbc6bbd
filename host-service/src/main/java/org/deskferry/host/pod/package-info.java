/** A pod on this machine: its record, its folder, its processes. Knows nothing of moving. */
@NullMarked
package org.deskferry.host.pod;

import org.jspecify.annotations.NullMarked;
