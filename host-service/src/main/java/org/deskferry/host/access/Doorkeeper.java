package org.deskferry.host.access;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.deskferry.proto.problem.Phrases;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees connections before anything is known of who they are: limits their number, and logs those that get no further. */
final class Doorkeeper {
    private static final Logger LOG = LoggerFactory.getLogger(Doorkeeper.class);
    private static final int CONNECTIONS_PER_ADDRESS = 64;
    private static final int ADDRESSES = 256;

    private final Map<InetAddress, Integer> connections = new ConcurrentHashMap<>();
    private final SeldomLog seldom = new SeldomLog();

    /** The listening socket, whose connections pass here first. */
    NioServerSocketChannel socket() {
        return new Entrance();
    }

    private final class Entrance extends NioServerSocketChannel {
        @Override
        protected int doReadMessages(List<Object> accepted) throws Exception {
            // Those that were read before, and are to be served together with this one, stay in the list.
            var before = accepted.size();
            var count = super.doReadMessages(accepted);
            var fresh = accepted.subList(before, accepted.size());
            fresh.forEach(child -> ((Channel) child).pipeline().addLast(new FirstBytes()));
            fresh.removeIf(child -> !admit((Channel) child));
            return count;
        }
    }

    private boolean admit(Channel connection) {
        var address = address(connection.remoteAddress());
        if (connections.size() >= ADDRESSES && !connections.containsKey(address)) {
            return turnAway(connection, "connections from too many machines");
        }
        if (connections.merge(address, 1, Integer::sum) > CONNECTIONS_PER_ADDRESS) {
            release(address);
            return turnAway(connection, "too many connections from this machine");
        }
        var _ = connection.closeFuture().addListener(closed -> release(address));
        return true;
    }

    private void release(InetAddress address) {
        connections.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    private boolean turnAway(Channel connection, String reason) {
        refused(connection.remoteAddress(), reason);
        connection.unsafe().closeForcibly();
        return false;
    }

    private void refused(SocketAddress address, String reason) {
        seldom.log(
                address(address).getHostAddress() + " " + reason,
                () -> LOG.atWarn()
                        .addKeyValue("address", address)
                        .addKeyValue("reason", reason)
                        .log("A connection was refused"));
    }

    private static InetAddress address(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? inet.getAddress() : InetAddress.getLoopbackAddress();
    }

    /** Waits until the connection has its TLS handler, and then for how its handshake ends. */
    private final class FirstBytes extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var connection = context.channel();
            var tls = connection.pipeline().get(SslHandler.class);
            if (tls != null) {
                connection.pipeline().remove(this);
                var _ = tls.handshakeFuture().addListener(end -> {
                    if (!end.isSuccess()) {
                        Trust.complaint(end.cause())
                                .ifPresent(why -> refused(connection.remoteAddress(), Phrases.english(why)));
                    }
                });
            }
            context.fireChannelRead(message);
        }
    }
}
