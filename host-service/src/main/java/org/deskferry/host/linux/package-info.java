/** What Java lacks of Linux: commands, system calls, /proc. Knows nothing of pods. */
@NullMarked
package org.deskferry.host.linux;

import org.jspecify.annotations.NullMarked;
