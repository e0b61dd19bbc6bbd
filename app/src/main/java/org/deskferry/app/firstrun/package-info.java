/** What this machine lacks to run pods, and how it gets that. */
@NullMarked
package org.deskferry.app.firstrun;

import org.jspecify.annotations.NullMarked;
