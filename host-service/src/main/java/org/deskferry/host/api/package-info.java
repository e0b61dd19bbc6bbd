/** What other machines may ask of this one, translated to the rooms that do it. */
@NullMarked
package org.deskferry.host.api;

import org.jspecify.annotations.NullMarked;
