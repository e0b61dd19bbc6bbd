/* What every pod has in common, as seen from inside it. */
#pragma once

#define POD_USER 1000 /* uid and gid of the session */
#define POD_USER_NAME "user"
#define POD_HOME "/home/user"
#define POD_RUNTIME_DIR "/run/user/1000"
#define POD_LOG "/var/log/deskferry-session.log"

/* pid 1 runs from a file of the pod: CRIU can't dump a process whose program lies outside. Not below /usr,
   which is the image's. */
#define POD_PID1_DIR "/var/lib/deskferry"
#define POD_PID1 POD_PID1_DIR "/pid1"

/* Where pid 1 reports a failed start; closed once the session's program runs. */
#define POD_REPORT_FD 3
