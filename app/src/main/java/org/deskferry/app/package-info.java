@NullMarked
package org.deskferry.app;

import org.jspecify.annotations.NullMarked;
