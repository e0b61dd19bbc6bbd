/** The memory of a pod's processes on its way, while they run: who wrote which page, reading pages, keeping them. */
@NullMarked
package org.deskferry.host.memory;

import org.jspecify.annotations.NullMarked;
