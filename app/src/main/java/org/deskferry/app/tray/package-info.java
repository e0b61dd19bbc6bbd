/** An icon in the desktop's tray, as desktops of today know it: StatusNotifierItem with a com.canonical.dbusmenu. */
@NullMarked
package org.deskferry.app.tray;

import org.jspecify.annotations.NullMarked;
