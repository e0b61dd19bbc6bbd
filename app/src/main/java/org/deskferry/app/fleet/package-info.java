/** The fleet as observable state: workstations, their pods and the moves between them. Shows nothing, knows no window. */
@NullMarked
package org.deskferry.app.fleet;

import org.jspecify.annotations.NullMarked;
