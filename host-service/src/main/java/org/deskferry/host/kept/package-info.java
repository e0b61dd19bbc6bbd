/** Pages of pods that have left, sealed: a pod that comes back brings only what is new. */
@NullMarked
package org.deskferry.host.kept;

import org.jspecify.annotations.NullMarked;
