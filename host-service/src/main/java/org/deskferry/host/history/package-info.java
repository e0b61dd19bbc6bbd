/** Who did what with the pods of this workstation, and when: a bounded record that outlives the service. */
@NullMarked
package org.deskferry.host.history;

import org.jspecify.annotations.NullMarked;
