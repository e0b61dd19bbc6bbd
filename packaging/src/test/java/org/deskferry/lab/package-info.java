/** End-to-end tests on the lab; nothing in them is faked. */
@NullMarked
package org.deskferry.lab;

import org.jspecify.annotations.NullMarked;
