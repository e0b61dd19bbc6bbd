package org.deskferry.app.fleet;

/** A member of the fleet and where it listens. */
public record Endpoint(String name, String host, int port) {

    /** "host:port", with an IPv6 address in brackets. */
    public String address() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
