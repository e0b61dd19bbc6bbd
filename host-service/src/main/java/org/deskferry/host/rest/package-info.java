/** Pods that rest on the disk: suspending, resuming. */
@NullMarked
package org.deskferry.host.rest;

import org.jspecify.annotations.NullMarked;
