/* What a pod's programs may not use, since CRIU can't checkpoint it. */
#pragma once

/* Puts the filter on this process and its descendants for good; needs CAP_SYS_ADMIN or no_new_privs. */
void refuse_uncheckpointable(void);
