package org.deskferry.host.network;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deskferry.host.linux.Command;
import org.deskferry.proto.v1.PodAddress;
import org.deskferry.proto.v1.PodManifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OwnNetwork.class)
class TunnelsTest {
    private static final String HERE = "02:00:00:00:77:01";
    private static final String ELSEWHERE = "02:00:00:00:77:02";

    @Test
    void whatTheyHaveLearntOfAPodIsForgotten() {
        Command.run(List.of("ip", "-batch", "-"), """
                link add br0 up type bridge
                link add tunnel up master br0 type vxlan id 5 dstport 4789 local 127.0.0.1 dev lo
                link add port up master br0 type veth peer name inside
                """);
        for (var mac : List.of(HERE, ELSEWHERE)) {
            Command.run(List.of("bridge", "fdb", "add", mac, "dev", "tunnel", "dst", "10.0.0.1", "dynamic"));
        }
        Command.run(List.of("bridge", "fdb", "add", HERE, "dev", "port", "master", "dynamic"));
        Tunnels.forget(PodManifest.newBuilder()
                .setAddress(PodAddress.newBuilder().setMac(HERE))
                .build());
        var known = Command.run(List.of("bridge", "fdb", "show"));
        assertFalse(known.contains(HERE + " dev tunnel"), known);
        assertTrue(known.contains(HERE + " dev port"), known);
        assertTrue(known.contains(ELSEWHERE + " dev tunnel dst 10.0.0.1"), known);
    }
}
