/** The hand-over of a pod as a table: {@link HandOver} says what a workstation does on each event, others do it. */
@NullMarked
package org.deskferry.host.handover;

import org.jspecify.annotations.NullMarked;
