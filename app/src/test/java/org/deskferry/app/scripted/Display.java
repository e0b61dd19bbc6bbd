package org.deskferry.app.scripted;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Gives the tests a display: the one there is, else an Xvfb that ends when this process, its only client, ends. */
public final class Display implements BeforeAllCallback {
    private static final String SCREEN = "3840x2160x24";
    private static volatile String name = "";

    @Override
    public void beforeAll(ExtensionContext context) {
        var own = System.getenv("DISPLAY");
        if (own != null) {
            name = own;
        } else {
            context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(Display.class, _ -> startXvfb());
        }
    }

    /** Of the display, such as {@code :7}, for programs beside this one. */
    static String name() {
        return name;
    }

    /** Returns the display's name. */
    private static String startXvfb() {
        try {
            var xvfb = new ProcessBuilder(
                            "Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp", "-terminate", "5")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // It writes its number once it takes clients.
            var number = readLine(xvfb);
            if (number.isEmpty()) {
                throw new IllegalStateException("Xvfb did not start");
            }
            name = ":" + number;
            setenv("DISPLAY", name);
            return name;
        } catch (IOException e) {
            throw new IllegalStateException("No display, and no Xvfb to make one: install xvfb.", e);
        }
    }

    private static String readLine(Process process) throws IOException {
        var line = new java.io.ByteArrayOutputStream();
        for (int b = process.getInputStream().read();
                b >= 0 && b != '\n';
                b = process.getInputStream().read()) {
            line.write(b);
        }
        return line.toString(StandardCharsets.US_ASCII);
    }

    /** Java's own environment is a copy; the window toolkit reads C's. */
    @SuppressWarnings("restricted")
    private static void setenv(String name, String value) {
        var linker = Linker.nativeLinker();
        var call = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setenv"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (var arena = Arena.ofConfined()) {
            int done = (int) call.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
            if (done != 0) {
                throw new IllegalStateException("setenv failed");
            }
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
