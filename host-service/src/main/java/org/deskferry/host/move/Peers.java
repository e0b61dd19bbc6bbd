package org.deskferry.host.move;

import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.FateResponse;

/** The other workstations of the fleet. */
public interface Peers {
    /**
     * Opens the stream of a move.
     *
     * @param name the destination's name, which its certificate must carry
     * @param address where it listens, "host:port"
     * @throws ProblemException (UNREACHABLE, NOT_TRUSTED) if that does not succeed
     */
    ToPeer connect(String name, String address);

    /**
     * Asks a destination what became of a move.
     *
     * @throws ProblemException (UNREACHABLE, NOT_TRUSTED) if it does not answer
     */
    FateResponse askFate(String name, String address, FateRequest request);
}
