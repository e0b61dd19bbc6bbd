/** What a move costs, measured on a lab, beside what one would do without Deskferry; and what it costs a program to be in a pod. */
@NullMarked
package org.deskferry.bench;

import org.jspecify.annotations.NullMarked;
