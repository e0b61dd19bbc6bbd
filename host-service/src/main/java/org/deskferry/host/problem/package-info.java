/** Refusals and failures as people read them: the thing, the reason, the remedy. */
@NullMarked
package org.deskferry.host.problem;

import org.jspecify.annotations.NullMarked;
