/** The fleet as this operator holds it: its CA, its members, and channels to them. */
@NullMarked
package org.deskferry.app.identity;

import org.jspecify.annotations.NullMarked;
