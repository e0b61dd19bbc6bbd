package org.deskferry.host.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class LineTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.deskferry.host.move.MoveOut");
    private final List<String> lines = new ArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(new Line().doLayout(event));
        }
    };

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
        logger.setLevel(Level.DEBUG);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(null);
    }

    @Test
    void saysWhereAndWhatItIsAbout() {
        try (var move = Context.with(Context.MOVE, "m-1");
                var pod = Context.with(Context.POD, "anna")) {
            logger.atInfo()
                    .addKeyValue("bytes", 12)
                    .addKeyValue("step", "copy live")
                    .log("Sent");
        }
        logger.info("After");
        assertEquals("INFO  move/MoveOut move=m-1 pod=anna Sent bytes=12 step=\"copy live\"\n", withoutTime(0));
        assertEquals("INFO  move/MoveOut After\n", withoutTime(1));
    }

    @Test
    void isOneLineWhateverIsInIt() {
        logger.info("first\nsecond \u001b[31mred");
        assertEquals("INFO  move/MoveOut first second [31mred\n", withoutTime(0));
    }

    @Test
    void tracesBugsOnly() {
        logger.atWarn().setCause(new IllegalStateException("odd")).log("Refused");
        logger.atError().setCause(new IllegalStateException("odd")).log("Failed");
        assertEquals("WARN  move/MoveOut Refused cause=\"java.lang.IllegalStateException: odd\"\n", withoutTime(0));
        assertTrue(lines.get(1).contains("at org.deskferry.host.log.LineTest"), lines.get(1));
    }

    @Test
    void followsIntoThreads() throws Exception {
        Thread thread;
        try (var move = Context.with(Context.MOVE, "m-2")) {
            thread = Context.start("worker", () -> logger.info("There"));
        }
        thread.join();
        assertEquals("INFO  move/MoveOut move=m-2 There\n", withoutTime(0));
    }

    private String withoutTime(int line) {
        return lines.get(line).replaceFirst("^\\S+ ", "");
    }
}
