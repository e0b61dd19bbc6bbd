/** Workstations that speak the real contract over loopback and do what a test tells them. */
@NullMarked
package org.deskferry.app.scripted;

import org.jspecify.annotations.NullMarked;
