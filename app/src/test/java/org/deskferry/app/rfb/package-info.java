@NullMarked
package org.deskferry.app.rfb;

import org.jspecify.annotations.NullMarked;
