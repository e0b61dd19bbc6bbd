@NullMarked
package org.deskferry.app.firstrun;

import org.jspecify.annotations.NullMarked;
