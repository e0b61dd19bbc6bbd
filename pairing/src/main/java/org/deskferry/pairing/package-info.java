/** What both sides of a pairing reckon alike: the code, the agreement on keys, and fingerprints in words. */
@NullMarked
package org.deskferry.pairing;

import org.jspecify.annotations.NullMarked;
