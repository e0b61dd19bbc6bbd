/* The environment every program of a session starts with. */
#pragma once

/* Replaces the environment by the pod's minimal one and the given NAME=VALUE texts (NULL-terminated; later
 * ones win). */
void set_environment(char *const *variables);
