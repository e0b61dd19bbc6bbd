@NullMarked
package org.deskferry.app.parts;

import org.jspecify.annotations.NullMarked;
