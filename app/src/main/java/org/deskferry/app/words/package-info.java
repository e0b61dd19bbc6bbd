/** What the window says, in the user's language. Knows no view. */
@NullMarked
package org.deskferry.app.words;

import org.jspecify.annotations.NullMarked;
