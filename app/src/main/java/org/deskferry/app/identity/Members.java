package org.deskferry.app.identity;

import static org.deskferry.proto.problem.Phrases.asIs;
import static org.deskferry.proto.problem.Phrases.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.deskferry.proto.v1.Phrase;
import org.deskferry.proto.v1.ProblemKind;

/** The list of workstations: a file of lines {@code name=host:port site=place}, which people may edit; the site may be missing. */
record Members(Path file) {
    static final String HEADER =
            "# The workstations of this fleet, a line each: name=host:port, or name=host:port site=place\n";
    private static final String SITE = " site=";

    /** By name. */
    List<Member> read() throws FleetException {
        var members = new ArrayList<Member>();
        var number = 0;
        for (var line : lines()) {
            number++;
            var member = parse(line, number);
            if (member.isPresent()
                    && members.stream()
                            .anyMatch(other -> other.name().equals(member.get().name()))) {
                throw wrong(
                        number,
                        say(
                                "The workstation {0} is in the list twice.",
                                member.get().name()));
            }
            member.ifPresent(members::add);
        }
        members.sort(Comparator.comparing(Member::name));
        return List.copyOf(members);
    }

    /** Enters a member, or gives it a new address, and a new site if it names one; all other lines stay as they are. */
    void put(Member member) throws FleetException, IOException {
        var lines = new ArrayList<>(lines());
        for (var index = 0; index < lines.size(); index++) {
            var there = parse(lines.get(index), index + 1);
            if (there.isPresent() && there.get().name().equals(member.name())) {
                var site = member.site().isEmpty() ? there.get().site() : member.site();
                lines.set(index, entry(member.at(site)));
                SafeFile.writeText(file, String.join("\n", lines) + "\n");
                return;
            }
        }
        lines.add(entry(member));
        SafeFile.writeText(file, String.join("\n", lines) + "\n");
    }

    private static String entry(Member member) {
        return member.name() + "=" + member.address() + (member.site().isEmpty() ? "" : SITE + member.site());
    }

    private Optional<Member> parse(String text, int number) throws FleetException {
        var line = text.strip();
        if (line.isEmpty() || line.startsWith("#")) {
            return Optional.empty();
        }
        var equals = line.indexOf('=');
        if (equals < 0) {
            throw wrong(number, say("'{0}' is not name=host:port, or name=host:port site=place.", line));
        }
        try {
            var name = line.substring(0, equals).strip();
            var place = line.substring(equals + 1).strip().split(SITE, 2);
            return Optional.of(Member.of(name, place[0].strip()).at(place.length < 2 ? "" : place[1].strip()));
        } catch (IllegalArgumentException e) {
            throw wrong(number, asIs(String.valueOf(e.getMessage())));
        }
    }

    private List<String> lines() throws FleetException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            return List.of(HEADER.strip());
        } catch (IOException e) {
            throw new FleetException(
                    e,
                    ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                    say("file {0}", file),
                    say("It cannot be read: {0}.", e),
                    say("Make it readable text."));
        }
    }

    private FleetException wrong(int line, Phrase reason) {
        return new FleetException(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                say("line {0} of {1}", line, file),
                reason,
                say("Correct that line."));
    }
}
