/** The window's way to take a workstation into the fleet. */
@NullMarked
package org.deskferry.app.admission;

import org.jspecify.annotations.NullMarked;
