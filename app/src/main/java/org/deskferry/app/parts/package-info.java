/** What views are made of: small nodes, questions, problems, amounts and the states of the fleet in words. Depends on no view. */
@NullMarked
package org.deskferry.app.parts;

import org.jspecify.annotations.NullMarked;
