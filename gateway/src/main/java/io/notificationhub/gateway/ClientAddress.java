package io.notificationhub.gateway;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * The address a request comes from: that of the connection, or, where a trusted proxy made the connection, the last address in
 * {@code X-Forwarded-For} that isn't a trusted proxy's. What stands before that address is hearsay.
 */
@Component
final class ClientAddress {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final List<IpSubnetFilterRule> trusted;

    ClientAddress(EdgeProperties properties) {
        this.trusted =
                properties.trustedProxies().stream().map(ClientAddress::network).toList();
    }

    private static IpSubnetFilterRule network(String cidr) {
        int slash = cidr.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("A trusted proxy is a network such as 10.0.0.0/8, not " + cidr);
        }
        return new IpSubnetFilterRule(
                cidr.substring(0, slash), Integer.parseInt(cidr.substring(slash + 1)), IpFilterRuleType.ACCEPT);
    }

    /** Without a scope or port; {@code unknown} if the connection has none. */
    String of(ServerHttpRequest request) {
        InetSocketAddress remote = request.getRemoteAddress();
        if (remote == null || remote.getAddress() == null) {
            return "unknown";
        }
        InetAddress address = remote.getAddress();
        if (!trusted.isEmpty() && isTrusted(address)) {
            address = beyondProxies(address, request.getHeaders());
        }
        return NetUtil.toAddressString(address);
    }

    private InetAddress beyondProxies(InetAddress proxy, HttpHeaders headers) {
        String[] hops = String.join(",", headers.getOrEmpty(FORWARDED_FOR)).split(",", -1);
        InetAddress nearest = proxy;
        for (int i = hops.length - 1; i >= 0 && isTrusted(nearest); i--) {
            InetAddress hop = parse(hops[i].strip());
            if (hop == null) {
                break;
            }
            nearest = hop;
        }
        return nearest;
    }

    private boolean isTrusted(InetAddress address) {
        InetSocketAddress socket = new InetSocketAddress(address, 0);
        return trusted.stream().anyMatch(network -> network.matches(socket));
    }

    /** Never asks a name server. */
    private static @Nullable InetAddress parse(String hop) {
        return NetUtil.createInetAddressFromIpAddressString(hop);
    }
}
