/** What can be told of this machine without its pods: load, memory, disk, kernel, version. */
@NullMarked
package org.deskferry.host.machine;

import org.jspecify.annotations.NullMarked;
