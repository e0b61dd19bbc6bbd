/** The command line {@code deskferry}. */
@NullMarked
package org.deskferry.app.cli;

import org.jspecify.annotations.NullMarked;
