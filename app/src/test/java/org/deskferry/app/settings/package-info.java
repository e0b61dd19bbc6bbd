@NullMarked
package org.deskferry.app.settings;

import org.jspecify.annotations.NullMarked;
