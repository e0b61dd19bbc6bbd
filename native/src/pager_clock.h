#pragma once
#include <stdint.h>

/* Microseconds of a clock that nobody sets. */
uint64_t now_us(void);
