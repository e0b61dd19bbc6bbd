/* libmemtrack: which private anonymous pages of a running process were written since the last look, and what
   they hold. The process keeps running; docs/decisions/0019-write-tracking.md says how, and what is not seen.

   Private anonymous mappings are those CRIU may restore lazily: private, without a file, and not put there by
   the kernel. Pages of files, also where a private mapping of a file was written to, shared memory and huge
   pages of hugetlbfs are never listed. A page holds content if it is present or swapped, is not the kernel's
   zero page and not a guard.

   That a page is not listed does not mean that it still holds what was read of it earlier: it may have been
   given back (MADV_DONTNEED, munmap). Which pages hold content at the end, the checkpoint says; the last look
   comes after it, since the kernel may give pages of zeros to a process that is frozen, to make a huge page.

   Functions return 0 or more, or -errno. Every caller may use any thread; one struct memtrack serves one call
   at a time. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define MEMTRACK_API __attribute__((visibility("default")))

struct memtrack;

/* Addresses of whole pages in the process, end exclusive. */
struct memtrack_range {
    uint64_t start, end;
};

/* Begins to track the process whose main thread has this pid. That thread stands still for a moment, in which
   it opens and closes a userfaultfd; its registers, signals and interrupted system calls are as before
   afterwards. 0 and *out, to be closed by memtrack_close; or, the process runs on untouched:
   -ESRCH       no such process, or it has no memory: a zombie, a kernel thread, a main thread that has ended
   -EINVAL      pid is not that of a main thread
   -EPERM       something traces it already, or the caller may not
   -EAGAIN      it can't be stopped now (it sleeps uninterruptibly, is frozen, borrows the memory of its
   parent until it runs a program): try again later -EMFILE      it has no descriptor left -EOPNOTSUPP  a
   32-bit process, one that dispatches its own system calls, or a kernel before 6.7 -ENOEXEC     no system
   call instruction is mapped in it */
MEMTRACK_API int memtrack_open(pid_t pid, struct memtrack **out);

/* Lists, in order and without overlap, the pages with content that were written since the last call that
   rearmed, or that lie in mappings that were not tracked then: all at the first call and after an exec, and
   those of new, replaced and moved mappings.

   rearm != 0: write-protects what it lists before it returns, so that later writes show up in the next call,
   and tracks mappings that were not. A mapping that can't be tracked is listed whole each time; so is
   everything after an exec into a program that can't be. rearm == 0: changes nothing and does not trace; for
   a frozen process.

   Returns the number of ranges; -ENOSPC if there are more than max, and nothing is lost: called again with
   more room it gives them all. -ESRCH: the process is gone. After any other error (-ENOMEM, -EAGAIN) it may
   be called again, nothing is lost either. */
MEMTRACK_API ssize_t memtrack_written(struct memtrack *, int rearm, struct memtrack_range *ranges,
                                      size_t max);

/* Lists all pages with content, of a process that need not be tracked; works on kernels before 6.7 too.
   Returns the number of ranges, -ENOSPC if there are more than max, -ESRCH as memtrack_open. */
MEMTRACK_API ssize_t memtrack_present(pid_t pid, struct memtrack_range *ranges, size_t max);

/* Lists the pages that memtrack_written and memtrack_present never do, though no file has what they hold: of
   private mappings of files those that were written to, and shared memory that is in no file system. All of
   them at each call. Results as memtrack_present; -EOPNOTSUPP: a kernel before 6.7. */
MEMTRACK_API ssize_t memtrack_others(pid_t pid, struct memtrack_range *ranges, size_t max);

/* Reads whole pages into buffer, range after range, also those the process itself may not read. Returns the
   number of bytes read up to the first page that is gone, which is less than asked for if one is.
   -EINVAL: a range is not of whole pages, or they are more than size bytes. -ESRCH: the process is gone. */
MEMTRACK_API ssize_t memtrack_read(pid_t pid, const struct memtrack_range *ranges, size_t count, void *buffer,
                                   size_t size);

/* Ends tracking: nothing of it is left in the process. NULL is fine. If the caller dies instead, the kernel
   does the same. */
MEMTRACK_API void memtrack_close(struct memtrack *);
