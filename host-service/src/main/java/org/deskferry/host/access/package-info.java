/** Who may speak to this workstation, and how it speaks to others: identity, mutual TLS, roles. */
@NullMarked
package org.deskferry.host.access;

import org.jspecify.annotations.NullMarked;
