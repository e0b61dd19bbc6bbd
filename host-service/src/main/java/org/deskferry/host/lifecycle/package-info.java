/** How pods come to be and end on one workstation, and what is left of them. */
@NullMarked
package org.deskferry.host.lifecycle;

import org.jspecify.annotations.NullMarked;
