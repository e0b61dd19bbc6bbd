/**
 * The lab as a program sees it: real workstations on one machine, an operator's calls to them, and pods looked at from
 * outside, through the machine and not through the service.
 */
@NullMarked
package org.deskferry.lab;

import org.jspecify.annotations.NullMarked;
