@NullMarked
package org.deskferry.app.viewer;

import org.jspecify.annotations.NullMarked;
