package org.deskferry.host.pod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Collections;
import java.util.function.Consumer;
import org.deskferry.host.problem.ProblemException;
import org.deskferry.proto.v1.Geometry;
import org.deskferry.proto.v1.IdRange;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.deskferry.proto.v1.ProblemKind;
import org.junit.jupiter.api.Test;

/** Manifests from outside: a sound one, and each field unsound. */
class ManifestCheckTest {
    static PodManifest.Builder sound() {
        return PodManifest.newBuilder()
                .setId("0f0f0f0f-0000-4000-8000-000000000001")
                .setName("anna")
                .setImage("sha256:" + "ab".repeat(32))
                .setIds(IdRange.newBuilder().setFirst(655360).setCount(65536))
                .setAddress(PodAddress.newBuilder()
                        .setMac("02:00:00:00:00:01")
                        .setIpv4("10.77.0.101/24")
                        .setIpv6("fd77::101/64")
                        .setGateway4("10.77.0.1"))
                .setGeometry(Geometry.newBuilder().setWidth(1280).setHeight(800))
                .setEpoch(1);
    }

    @Test
    void takesASoundOne() {
        var manifest = sound().build();
        assertEquals(manifest, ManifestCheck.check(manifest));
    }

    @Test
    void refusesPathsInNamesAndIds() {
        refuses(manifest -> manifest.setId("../../etc"));
        refuses(manifest -> manifest.setId(""));
        refuses(manifest -> manifest.setName("anna;reboot"));
        refuses(manifest -> manifest.setName("-rf"));
        refuses(manifest -> manifest.setName("a".repeat(41)));
        refuses(manifest -> manifest.setImage("sha256:../" + "a".repeat(61)));
    }

    @Test
    void refusesOwnersThatNobodyCouldRead() {
        assertEquals(
                "Ümit Ö.",
                ManifestCheck.check(sound().setOwner("Ümit Ö.").build()).getOwner());
        refuses(manifest -> manifest.setOwner("o".repeat(65)));
        refuses(manifest -> manifest.setOwner("evil\u001b[2J"));
    }

    @Test
    void refusesIdsOfTheMachine() {
        refuses(manifest -> manifest.getIdsBuilder().setFirst(0));
        refuses(manifest -> manifest.getIdsBuilder().setFirst(65537));
        refuses(manifest -> manifest.getIdsBuilder().setCount(1 << 20));
        refuses(manifest -> manifest.getIdsBuilder().setFirst(-65536));
    }

    @Test
    void refusesAddressesThatAreNone() {
        refuses(manifest -> manifest.getAddressBuilder().setMac("01:00:00:00:00:01"));
        refuses(manifest -> manifest.getAddressBuilder().setMac("02:00:00:00:00:01 mtu 9000"));
        refuses(manifest -> manifest.getAddressBuilder().setMtu(1279));
        refuses(manifest -> manifest.getAddressBuilder().setMtu(65536));
        refuses(manifest -> manifest.getAddressBuilder().setIpv4("10.77.0.101"));
        refuses(manifest -> manifest.getAddressBuilder().setIpv4("10.77.0.999/24"));
        refuses(manifest -> manifest.getAddressBuilder().setIpv4("10.77.0.1/24 dev lo"));
        refuses(manifest -> manifest.getAddressBuilder().setIpv6("fd77::101/640"));
        refuses(manifest -> manifest.getAddressBuilder().setGateway4("router"));
        refuses(manifest -> manifest.getAddressBuilder().addNameservers("10.77.0.2\noptions x"));
        refuses(manifest -> manifest.getAddressBuilder().addAllNameservers(Collections.nCopies(9, "10.77.0.2")));
        refuses(manifest -> manifest.getAddressBuilder().getCareOfBuilder().setIpv6("fd77::102/64"));
        refuses(manifest -> manifest.getAddressBuilder()
                .getCareOfBuilder()
                .setIpv4("10.77.0.102/24")
                .setGateway4("10.77.0.1; reboot"));
    }

    @Test
    void refusesSizesNoScreenHas() {
        refuses(manifest -> manifest.getGeometryBuilder().setWidth(1 << 30));
        refuses(manifest -> manifest.getGeometryBuilder().setHeight(0));
        refuses(manifest -> manifest.setEpoch(0));
    }

    private static void refuses(Consumer<PodManifest.Builder> change) {
        var manifest = sound();
        change.accept(manifest);
        var refusal = assertThrows(ProblemException.class, () -> ManifestCheck.check(manifest.build()));
        assertEquals(
                ProblemKind.PROBLEM_KIND_BAD_REQUEST,
                refusal.problems().getFirst().getKind());
    }
}
