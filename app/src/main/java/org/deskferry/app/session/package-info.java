/** The desktop session that the window is in: the bus on which its programs find one another. */
@NullMarked
package org.deskferry.app.session;

import org.jspecify.annotations.NullMarked;
