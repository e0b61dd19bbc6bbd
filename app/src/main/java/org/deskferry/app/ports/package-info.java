/** Open ports as people read and write them. */
@NullMarked
package org.deskferry.app.ports;

import org.jspecify.annotations.NullMarked;
