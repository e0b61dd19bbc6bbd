/** All pods of all workstations as a table, to find some among thousands and to send them elsewhere. Knows no other view. */
@NullMarked
package org.deskferry.app.table;

import org.jspecify.annotations.NullMarked;
