/** Tests of what is made of measurements. */
@NullMarked
package org.deskferry.bench;

import org.jspecify.annotations.NullMarked;
