package org.deskferry.host.linux;

/**
 * What an epoll of a process watches (kcmp(2)).
 *
 * @param epoll the descriptor of the epoll
 * @param number the descriptor that it was told to watch; by now that may be another file
 */
public record EpollTarget(long pid, int epoll, int number) {
    private static final long SYS_KCMP = 312;
    private static final long KCMP_EPOLL_TFD = 7;

    /** Whether a descriptor of the same process is what is watched. */
    public boolean is(int fd) {
        return LibC.syscall(SYS_KCMP, pid, pid, KCMP_EPOLL_TFD, fd, new int[] {epoll, number, 0}) == 0;
    }
}
