/** The only room that knows CRIU: freezing a pod's processes into files, and waking them from files. */
@NullMarked
package org.deskferry.host.checkpoint;

import org.jspecify.annotations.NullMarked;
