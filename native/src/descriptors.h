/* The open files of a process in a pod: none may lead outside, or CRIU can't dump it. */
#pragma once

/* Makes kept descriptor POD_REPORT_FD and closes every other one from 3 up. */
void keep_only(int kept);

/* Errors go to POD_REPORT_FD from here on, which the next program no longer has. */
void take_report_channel(void);

/* Inside the pod: stdin from /dev/null, stdout and stderr appended to the session's log. */
void open_pod_stdio(void);
