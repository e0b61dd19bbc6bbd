/** The file that a suspended pod travels in: written, checked, read. Knows nothing of workstations. */
@NullMarked
package org.deskferry.app.archive;

import org.jspecify.annotations.NullMarked;
