package org.deskferry.host.network;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.deskferry.proto.v1.PodAddress;

/** A pod as its LAN knows it: away from home by its addresses there. */
final class Station {
    private static final int FLIPPED_BIT = 0x02;
    private static final int USUAL_MTU = 1500;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Station() {}

    /** Of something new: random, unicast and locally administered (IEEE 802: the two low bits of the first byte are 10). */
    static String newMac() {
        var bytes = new byte[6];
        RANDOM.nextBytes(bytes);
        bytes[0] = (byte) ((bytes[0] & 0xfc) | 0x02);
        return HexFormat.ofDelimiter(":").formatHex(bytes);
    }

    /** Its addresses as the helpers that speak for it want them. */
    static List<String> words(PodAddress address) {
        var words = new ArrayList<>(List.of("--mac", address.getMac(), "--ipv4", ipv4(address)));
        ipv6(address).forEach(own -> words.addAll(List.of("--ipv6", own)));
        return words;
    }

    static String ipv4(PodAddress address) {
        return AddressRange.withoutPrefix(CareOfs.onLan(address).getIpv4());
    }

    /** All its IPv6 addresses. */
    static List<String> ipv6(PodAddress address) {
        var linkLocal = linkLocal(address.getMac());
        var ipv6 = CareOfs.onLan(address).getIpv6();
        return ipv6.isEmpty() ? List.of(linkLocal) : List.of(AddressRange.withoutPrefix(ipv6), linkLocal);
    }

    /** How long its IP packets may be, in bytes. */
    static int mtu(PodAddress address) {
        return address.getMtu() == 0 ? USUAL_MTU : address.getMtu();
    }

    /** The IPv6 address that a link with this MAC has by itself (RFC 4291, appendix A). */
    static String linkLocal(String mac) {
        var bytes = HexFormat.ofDelimiter(":").parseHex(mac);
        bytes[0] ^= FLIPPED_BIT;
        return "fe80::%02x%02x:%02xff:fe%02x:%02x%02x"
                .formatted(bytes[0], bytes[1], bytes[2], bytes[3], bytes[4], bytes[5]);
    }
}
