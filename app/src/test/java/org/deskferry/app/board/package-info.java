@NullMarked
package org.deskferry.app.board;

import org.jspecify.annotations.NullMarked;
