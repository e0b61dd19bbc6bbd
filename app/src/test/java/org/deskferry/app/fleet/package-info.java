@NullMarked
package org.deskferry.app.fleet;

import org.jspecify.annotations.NullMarked;
