package org.deskferry.host.network;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.deskferry.host.linux.Command;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs each test, with what is before and after it, on a thread in a network namespace of its own, in which there is
 * only {@code lo}. Programs that the test starts are in there too; what it starts from other threads is not. The
 * namespace ends with the last of them.
 */
final class OwnNetwork implements BeforeEachCallback, InvocationInterceptor {
    private static final Namespace STORE = Namespace.create(OwnNetwork.class);
    private static final int CLONE_NEWNET = 0x40000000;

    static {
        Native.register(OwnNetwork.class, "c");
    }

    private static native int unshare(int flags) throws LastErrorException;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        // A platform thread, as namespaces are the kernel's threads'; closed with the context of the test.
        var inside = Executors.newSingleThreadExecutor();
        context.getStore(STORE).put(ExecutorService.class, inside);
        inside.submit(() -> unshare(CLONE_NEWNET)).get();
        inside.submit(() -> Command.run(List.of("ip", "link", "set", "lo", "up")))
                .get();
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        runInside(invocation, context);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        runInside(invocation, context);
    }

    @Override
    public void interceptAfterEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        runInside(invocation, context);
    }

    private static void runInside(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        var inside = context.getStore(STORE).get(ExecutorService.class, ExecutorService.class);
        var failure = inside.submit(() -> failure(invocation)).get();
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    private static Optional<Throwable> failure(Invocation<Void> invocation) {
        try {
            invocation.proceed();
            return Optional.empty();
        } catch (Throwable e) {
            return Optional.of(e);
        }
    }
}
