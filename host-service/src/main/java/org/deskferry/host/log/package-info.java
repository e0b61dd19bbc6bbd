/** One line an event on standard error, and what a thread's events have in common. */
@NullMarked
package org.deskferry.host.log;

import org.jspecify.annotations.NullMarked;
