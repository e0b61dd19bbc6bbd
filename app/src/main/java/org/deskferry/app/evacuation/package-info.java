/** Which pods of a workstation go where when all of them have to leave. Decides only; whoever uses it moves the pods. */
@NullMarked
package org.deskferry.app.evacuation;

import org.jspecify.annotations.NullMarked;
