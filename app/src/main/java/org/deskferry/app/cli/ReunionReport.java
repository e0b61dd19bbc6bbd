package org.deskferry.app.cli;

import java.io.PrintWriter;
import java.util.List;
import org.deskferry.proto.v1.Connection;
import org.deskferry.proto.v1.Reunion;

/** What became of a pod's connections while it was suspended. */
final class ReunionReport {
    private ReunionReport() {}

    static void print(PrintWriter out, Reunion reunion) {
        var all = reunion.getKeptCount() + reunion.getLostCount() + reunion.getSilentCount();
        if (all > 0) {
            out.println(reunion.getKeptCount() + " of " + Text.count(all, "connection") + " kept.");
        }
        list(out, "Lost: the peer knows it no more.", reunion.getLostList());
        list(out, "Silent: the peer does not answer, and may be gone.", reunion.getSilentList());
    }

    private static void list(PrintWriter out, String heading, List<Connection> connections) {
        if (!connections.isEmpty()) {
            out.println(heading);
            connections.forEach(connection -> out.println("  " + line(connection)));
        }
    }

    /** "firefox to 192.0.2.7:443". */
    static String line(Connection connection) {
        var program = connection.getProgram().isEmpty() ? "no program" : connection.getProgram();
        return Text.plain(program) + " to " + Text.plain(connection.getRemote());
    }
}
