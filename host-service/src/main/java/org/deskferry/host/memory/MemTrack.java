package org.deskferry.host.memory;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.file.Path;

/** The library {@code libmemtrack}, as its header {@code memtrack.h} describes it. Results below zero are -errno. */
interface MemTrack extends Library {
    int ESRCH = 3;
    int ENOSPC = 28;

    static MemTrack load(Path library) {
        return Native.load(library.toString(), MemTrack.class);
    }

    int memtrack_open(int pid, PointerByReference tracker);

    long memtrack_written(Pointer tracker, int rearm, Pointer ranges, long most);

    long memtrack_present(int pid, Pointer ranges, long most);

    long memtrack_others(int pid, Pointer ranges, long most);

    long memtrack_read(int pid, Pointer ranges, long count, Pointer buffer, long size);

    void memtrack_close(Pointer tracker);
}
