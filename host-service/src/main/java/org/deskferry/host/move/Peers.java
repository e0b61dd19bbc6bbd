package org.deskferry.host.move;

import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Answer;
import org.deskferry.proto.v1.FateRequest;
import org.deskferry.proto.v1.FateResponse;
import org.deskferry.proto.v1.LocateRequest;
import org.deskferry.proto.v1.LocateResponse;
import org.deskferry.proto.v1.Offer;
import org.deskferry.proto.v1.SupersedeRequest;
import org.deskferry.proto.v1.SupersedeResponse;
import org.deskferry.proto.v1.TellWhereaboutsRequest;

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
     * Asks a destination what it would say to an offer.
     *
     * @throws ProblemException (UNREACHABLE, NOT_TRUSTED) if it does not answer
     */
    Answer examine(String name, String address, Offer offer);

    /**
     * Asks a destination what became of a move.
     *
     * @throws ProblemException (UNREACHABLE, NOT_TRUSTED) if it does not answer
     */
    FateResponse askFate(String name, String address, FateRequest request);

    /**
     * Tells a workstation that copies of a pod are outdated.
     *
     * @throws ProblemException if it does not answer, or cannot remove its copy now
     */
    SupersedeResponse supersede(String name, String address, SupersedeRequest request);

    /**
     * Tells a workstation where pods are. The way to it is kept, so that the next time is quick.
     *
     * @throws ProblemException if it does not answer, or does not take it
     */
    void tellWhereabouts(String name, String address, TellWhereaboutsRequest request);

    /**
     * Asks a workstation which addresses are there.
     *
     * @throws ProblemException if it does not answer
     */
    LocateResponse locate(String name, String address, LocateRequest request);
}
