package org.deskferry.host.log;

import java.util.Map;
import java.util.Optional;
import org.slf4j.MDC;

/**
 * What the events of a thread are about: the move, the pod, the caller. Each line of the log shows it. A thread starts without,
 * so whoever starts one hands it on with {@link #carried} or {@link #start}.
 */
public final class Context {
    public static final String MOVE = "move";
    public static final String POD = "pod";
    public static final String CALLER = "caller";

    private Context() {}

    /** The end of a part of a thread's work; closed by the thread that opened it. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** From here until the scope is closed, this thread's events have {@code key=value}. */
    public static Scope with(String key, String value) {
        var before = Optional.ofNullable(MDC.get(key));
        MDC.put(key, value);
        return () -> before.ifPresentOrElse(old -> MDC.put(key, old), () -> MDC.remove(key));
    }

    /** The same work, in any thread, with the context of the thread that calls this. */
    public static Runnable carried(Runnable work) {
        var context = Optional.ofNullable(MDC.getCopyOfContextMap()).orElse(Map.of());
        return () -> {
            MDC.setContextMap(context);
            try {
                work.run();
            } finally {
                MDC.clear();
            }
        };
    }

    /** Starts a virtual thread with this thread's context. */
    public static Thread start(String name, Runnable work) {
        return Thread.ofVirtual().name(name).start(carried(work));
    }
}
