/* Pages, as x86-64 has them. */
#pragma once
#include <stdint.h>

#define PAGE_SIZE ((uint64_t)4096)
#define PAGE_MASK (PAGE_SIZE - 1)
/* Where a process's addresses begin and end. */
#define LOWEST_ADDRESS ((uint64_t)0x10000)
#define HIGHEST_ADDRESS (((uint64_t)1 << 47) - PAGE_SIZE)
