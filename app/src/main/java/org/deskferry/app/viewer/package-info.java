/** The window in which a person works in a pod, wherever that is: shows its screen, hands on keyboard, pointer and clipboard. */
@NullMarked
package org.deskferry.app.viewer;

import org.jspecify.annotations.NullMarked;
