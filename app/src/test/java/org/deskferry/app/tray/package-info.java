/** The icon in the tray, apart from what draws it. */
@NullMarked
package org.deskferry.app.tray;

import org.jspecify.annotations.NullMarked;
