/** What was done in the fleet, by whom and when, to look through. Knows no other view. */
@NullMarked
package org.deskferry.app.history;

import org.jspecify.annotations.NullMarked;
