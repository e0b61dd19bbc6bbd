@NullMarked
package org.deskferry.app.evacuation;

import org.jspecify.annotations.NullMarked;
