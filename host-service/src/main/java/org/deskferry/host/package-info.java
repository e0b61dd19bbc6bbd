@NullMarked
package org.deskferry.host;

import org.jspecify.annotations.NullMarked;
