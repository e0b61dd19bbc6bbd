/** What in a pod CRIU could not write down, found while the pod runs: {@link Inspection} begins, a rule a kind of thing. */
@NullMarked
package org.deskferry.host.inspection;

import org.jspecify.annotations.NullMarked;
