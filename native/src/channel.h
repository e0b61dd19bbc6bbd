/* How a program outside and the process it puts into a pod keep in step, over a socket pair.
   Either side says "done with my step"; the inside may send the text of an error instead. */
#pragma once

struct channel {
    int outside;
    int inside;
};

struct channel open_channel(void);

/* The other side may go on. */
void send_step(int end);

/* Waits until the other side has done its step. Where it failed, passes its message on and ends the program;
   where it is gone, ends the program. */
void await_step(int end);

/* Waits until the other side has closed its end without a message; with one, as await_step. */
void await_close(int end);
