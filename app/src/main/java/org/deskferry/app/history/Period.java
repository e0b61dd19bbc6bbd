package org.deskferry.app.history;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import org.deskferry.proto.v1.ListHistoryRequest;

/** How far back one looks. */
enum Period {
    DAY(1),
    WEEK(7),
    MONTH(30),
    ALL(0);

    /** Of each workstation: the newest. */
    private static final int MOST = 500;

    private final int days;

    Period(int days) {
        this.days = days;
    }

    ListHistoryRequest request(Instant now) {
        var request = ListHistoryRequest.newBuilder().setMost(MOST);
        if (days > 0) {
            request.setSince(
                    Timestamps.fromMillis(now.minus(Duration.ofDays(days)).toEpochMilli()));
        }
        return request.build();
    }

    @Override
    public String toString() {
        return Say.of("period." + name());
    }
}
