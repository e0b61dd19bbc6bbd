package org.deskferry.app.fleet;

import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deskferry.app.identity.Channels;
import org.deskferry.app.identity.Credentials;
import org.deskferry.app.identity.Fleet;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;

/** The fleet in an operator's folder, spoken to with the operator's certificate. Thread-safe. */
public final class FolderFleet implements FleetSource {
    private final Path folder;
    private Optional<Operator> operator = Optional.empty();

    private record Operator(Credentials credentials, Channels channels) {}

    public FolderFleet(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Member> members() throws TroubleException {
        return load().members();
    }

    @Override
    public ManagedChannel open(Member member) throws TroubleException {
        return channels(load().credentials()).open(member);
    }

    @Override
    public Standpoint standpoint() throws TroubleException {
        return new Standpoint(load().credentials().operator(), machine().workstation());
    }

    @Override
    public Path folder() {
        return folder;
    }

    private Fleet load() throws TroubleException {
        try {
            return Fleet.load(folder);
        } catch (FleetException e) {
            throw new TroubleException(e.problems());
        }
    }

    private synchronized Channels channels(Credentials credentials) {
        var known = operator.filter(before -> before.credentials().equals(credentials))
                .orElseGet(() -> new Operator(credentials, Channels.of(credentials)));
        operator = Optional.of(known);
        return known.channels();
    }
}
