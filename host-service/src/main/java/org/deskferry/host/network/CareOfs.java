package org.deskferry.host.network;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.deskferry.proto.v1.CareOf;
import org.deskferry.proto.v1.PodAddress;

/**
 * The addresses of a pod away from home, where its own ones lead nowhere. Its programs go on with their own; {@link TranslationRules}
 * puts one in the place of the other on the link.
 */
public final class CareOfs {
    private CareOfs() {}

    /** What the pod's LAN knows it by. */
    public static CareOf onLan(PodAddress address) {
        return address.hasCareOf()
                ? address.getCareOf()
                : CareOf.newBuilder()
                        .setIpv4(address.getIpv4())
                        .setIpv6(address.getIpv6())
                        .setGateway4(address.getGateway4())
                        .setGateway6(address.getGateway6())
                        .build();
    }

    /** The network of an address: "10.77.0.0/24" of "10.77.0.101/24". */
    static String network(String address) {
        var prefix = Integer.parseInt(address.substring(address.indexOf('/') + 1));
        var bytes = InetAddress.ofLiteral(AddressRange.withoutPrefix(address)).getAddress();
        var host = bytes.length * Byte.SIZE - prefix;
        var network = new BigInteger(1, bytes).shiftRight(host).shiftLeft(host).toByteArray();
        var whole = new byte[bytes.length];
        var length = Math.min(network.length, whole.length);
        System.arraycopy(network, network.length - length, whole, whole.length - length, length);
        try {
            return InetAddress.getByAddress(whole).getHostAddress() + "/" + prefix;
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What makes a link, for {@code ip -batch}. Programs that leave the choice of an address to the kernel get the pod's own: that moves on
     * with it, and the other one does not.
     */
    static List<String> configuration(PodAddress address) {
        var away = address.getCareOf();
        var lines = new ArrayList<>(List.of(
                "link set lo up",
                "link set eth0 addrgenmode none",
                "addr add " + AddressRange.withoutPrefix(address.getIpv4()) + "/32 dev eth0",
                "addr add " + away.getIpv4() + " dev eth0 noprefixroute",
                "addr add " + Station.linkLocal(address.getMac()) + "/64 dev eth0 nodad"));
        var hasIpv6 = !address.getIpv6().isEmpty() && !away.getIpv6().isEmpty();
        if (!address.getIpv6().isEmpty()) {
            lines.add("addr add " + AddressRange.withoutPrefix(address.getIpv6()) + "/128 dev eth0 nodad");
        }
        if (hasIpv6) {
            lines.add("addr add " + away.getIpv6() + " dev eth0 nodad noprefixroute");
        }
        lines.add("link set eth0 up");
        lines.addAll(routes(away.getIpv4(), away.getGateway4(), address.getIpv4()));
        if (hasIpv6) {
            lines.addAll(routes(away.getIpv6(), away.getGateway6(), address.getIpv6()));
        }
        return lines;
    }

    private static List<String> routes(String away, String gateway, String home) {
        var from = " dev eth0 src " + AddressRange.withoutPrefix(home);
        var lines = new ArrayList<>(List.of("route add " + network(away) + from));
        if (!gateway.isEmpty()) {
            lines.add("route add default via " + gateway + from);
        }
        return lines;
    }
}
