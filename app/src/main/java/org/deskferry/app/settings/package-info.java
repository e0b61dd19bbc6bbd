/** What the user has chosen for the window, kept in one file. Knows no view. */
@NullMarked
package org.deskferry.app.settings;

import org.jspecify.annotations.NullMarked;
