package org.deskferry.app.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.deskferry.proto.v1.ProblemKind;

/** The list of workstations: a file of lines {@code name=host:port}, which people may edit. */
record Members(Path file) {
    static final String HEADER = "# The workstations of this fleet, a line each: name=host:port\n";

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
                throw wrong(number, "The workstation " + member.get().name() + " is in the list twice.");
            }
            member.ifPresent(members::add);
        }
        members.sort(Comparator.comparing(Member::name));
        return List.copyOf(members);
    }

    /** Enters a member, or gives it a new address; all other lines stay as they are. */
    void put(Member member) throws FleetException, IOException {
        var entry = member.name() + "=" + member.address();
        var lines = new ArrayList<>(lines());
        var place = -1;
        for (var index = 0; index < lines.size(); index++) {
            if (parse(lines.get(index), index + 1)
                    .filter(there -> there.name().equals(member.name()))
                    .isPresent()) {
                place = index;
            }
        }
        if (place < 0) {
            lines.add(entry);
        } else {
            lines.set(place, entry);
        }
        SafeFile.writeText(file, String.join("\n", lines) + "\n");
    }

    private Optional<Member> parse(String text, int number) throws FleetException {
        var line = text.strip();
        if (line.isEmpty() || line.startsWith("#")) {
            return Optional.empty();
        }
        var equals = line.indexOf('=');
        if (equals < 0) {
            throw wrong(number, "'" + line + "' is not name=host:port.");
        }
        try {
            return Optional.of(Member.of(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip()));
        } catch (IllegalArgumentException e) {
            throw wrong(number, String.valueOf(e.getMessage()));
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
                    "file " + file,
                    "It cannot be read: " + e + ".",
                    "Make it readable text.");
        }
    }

    private FleetException wrong(int line, String reason) {
        return new FleetException(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST, "line " + line + " of " + file, reason, "Correct that line.");
    }
}
