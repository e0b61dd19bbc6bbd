#pragma once

/* Brings up the interface lo of the caller's network namespace. */
void raise_loopback(void);
