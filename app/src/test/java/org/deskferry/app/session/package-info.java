/** The desktop session, on a real bus. */
@NullMarked
package org.deskferry.app.session;

import org.jspecify.annotations.NullMarked;
