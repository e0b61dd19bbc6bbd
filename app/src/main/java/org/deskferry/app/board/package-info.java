/** The window: columns of workstations, cards of pods, and what a person does with them. Sees the fleet only as state. */
@NullMarked
package org.deskferry.app.board;

import org.jspecify.annotations.NullMarked;
