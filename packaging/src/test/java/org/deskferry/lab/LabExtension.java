package org.deskferry.lab;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * One lab for all tests of a process, brought up for the first that wants it and taken down after the last. Where DESKFERRY_LAB is set, it is
 * that lab, and it stays. When a test fails, the host services' logs are shown.
 */
final class LabExtension
        implements ParameterResolver, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(LabExtension.class);

    /** Closed by JUnit after the last test. */
    private record Shared(Lab lab, boolean ours) implements AutoCloseable {
        static Shared up() {
            var given = Optional.ofNullable(System.getenv("DESKFERRY_LAB"));
            var packaging = Path.of("").toAbsolutePath();
            var name = System.getProperty("lab.name", "test");
            var own = Path.of("/var/tmp/deskferry-" + name + "-" + Integer.toHexString(packaging.hashCode()));
            var folder = given.map(Path::of).orElse(own);
            return new Shared(
                    given.isPresent() ? Lab.up(packaging, folder, 2) : Lab.fresh(packaging, folder, 2),
                    given.isEmpty());
        }

        @Override
        public void close() {
            if (ours) {
                lab.close();
            }
        }
    }

    static Lab lab(ExtensionContext context) {
        return context.getRoot()
                .getStore(SPACE)
                .getOrComputeIfAbsent("lab", _ -> Shared.up(), Shared.class)
                .lab();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Lab.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return lab(context);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        show(context);
        throw failure;
    }

    @Override
    public void handleBeforeAllMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        show(context);
        throw failure;
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        show(context);
        throw failure;
    }

    private static void show(ExtensionContext context) {
        System.err.println(lab(context).logs());
    }
}
