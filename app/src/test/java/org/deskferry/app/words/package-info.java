@NullMarked
package org.deskferry.app.words;

import org.jspecify.annotations.NullMarked;
