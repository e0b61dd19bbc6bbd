/** What an administrator may set, in one file. */
@NullMarked
package org.deskferry.host.config;

import org.jspecify.annotations.NullMarked;
