@NullMarked
package org.deskferry.app.table;

import org.jspecify.annotations.NullMarked;
