/** The manual's pages, of the same source as the help that commands print. */
@NullMarked
package org.deskferry.manual;

import org.jspecify.annotations.NullMarked;
