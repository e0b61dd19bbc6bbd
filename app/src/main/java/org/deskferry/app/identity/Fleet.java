package org.deskferry.app.identity;

import static org.deskferry.proto.problem.Phrases.say;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deskferry.proto.v1.ProblemKind;

/**
 * A fleet as its operator's folder has it at the moment of reading.
 *
 * @param members by name
 */
public record Fleet(List<Member> members, Credentials credentials) {

    /** The fleet in {@code folder}; {@link FleetFolder#usual} tells which that is. */
    public static Fleet load(Path folder) throws FleetException {
        var files = new FleetFolder(folder);
        if (!Files.exists(files.authority())) {
            throw missing(folder);
        }
        var credentials = new Credentials(
                new PemFile(files.operatorKey()).key(),
                new PemFile(files.operator()).certificate(),
                new PemFile(files.authority()).certificate());
        return new Fleet(members(folder), credentials);
    }

    /** The members alone, which may change while an app runs. */
    public static List<Member> members(Path folder) throws FleetException {
        return new Members(new FleetFolder(folder).members()).read();
    }

    static FleetException missing(Path folder) {
        return new FleetException(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                say("fleet {0}", folder),
                say("There is no fleet in this folder."),
                say("Make one with 'deskferry fleet init', or set DESKFERRY_FLEET to the folder of yours."));
    }
}
