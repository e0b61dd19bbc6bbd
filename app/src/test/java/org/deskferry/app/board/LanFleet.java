package org.deskferry.app.board;

import io.grpc.ManagedChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deskferry.app.finding.Announcement;
import org.deskferry.app.fleet.FleetSource;
import org.deskferry.app.fleet.FolderFleet;
import org.deskferry.app.fleet.TroubleException;
import org.deskferry.app.identity.FleetException;
import org.deskferry.app.identity.Member;

/** A fleet in a folder, and what a test says that makes itself known to the LAN. */
final class LanFleet implements FleetSource {
    private final FolderFleet fleet;
    private volatile List<Announcement> announcements = List.of();
    private volatile Optional<FleetException> trouble = Optional.empty();

    LanFleet(Path folder) {
        this.fleet = new FolderFleet(folder);
    }

    void announce(Announcement... all) {
        trouble = Optional.empty();
        announcements = List.of(all);
    }

    void fail(FleetException why) {
        trouble = Optional.of(why);
    }

    @Override
    public List<Announcement> neighbours() throws FleetException {
        if (trouble.isPresent()) {
            throw trouble.get();
        }
        return announcements;
    }

    @Override
    public List<Member> members() throws TroubleException {
        return fleet.members();
    }

    @Override
    public ManagedChannel open(Member member) throws TroubleException {
        return fleet.open(member);
    }

    @Override
    public Path folder() {
        return fleet.folder();
    }
}
