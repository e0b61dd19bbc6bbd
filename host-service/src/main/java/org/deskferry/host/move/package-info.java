/** The move of a pod from one workstation to another: {@link MoveOut} and {@link MoveIn} are its two halves. */
@NullMarked
package org.deskferry.host.move;

import org.jspecify.annotations.NullMarked;
