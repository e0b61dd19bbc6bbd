/** Problems as both sides make them: in phrases, so that each reader gets them in their language. */
@NullMarked
package org.deskferry.proto.problem;

import org.jspecify.annotations.NullMarked;
