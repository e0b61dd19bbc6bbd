/**
 * What a pod shows and what it is told: pictures of its screen, its windows, keys and pointer. Everything that is read
 * here comes from an untrusted user. No connection outlives a request or a tunnel, and no tunnel a pause, because a pod with an
 * outside end of a connection cannot be checkpointed.
 */
@NullMarked
package org.deskferry.host.display;

import org.jspecify.annotations.NullMarked;
