package io.tillview.query.druid;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How Druid is reached. */
@ConfigMapping(prefix = "tillview.druid")
public interface DruidConfig {

    /** The Brokers' addresses, for example {@code http://127.0.0.1:8082}; the next is tried where one can't be reached. */
    Optional<List<String>> brokers();

    /** How long a query may take, all tries together. */
    @WithDefault("PT30S")
    Duration queryTimeout();

    /** How long a Broker may take to accept a connection. */
    @WithDefault("PT1S")
    Duration connectTimeout();

    /** How many queries may run at once; more wait for {@link #queueTimeout()} and are then turned away. */
    @WithDefault("32")
    int maxConcurrentQueries();

    /** How many of them may be an admin's over all merchants, which take long: the rest is left for merchants. */
    @WithDefault("4")
    int maxConcurrentAdminQueries();

    /** How long a query may wait for its turn. */
    @WithDefault("PT1S")
    Duration queueTimeout();

    /** How many idle connections are kept. */
    @WithDefault("128")
    int maxIdleConnections();

    /**
     * The Overlords' addresses, for example {@code http://127.0.0.1:8081}: they say how far the data reaches. Our token is
     * sent to these and nowhere else, so every one that may lead has to be named.
     */
    Optional<List<String>> overlords();

    /** The Indexers' addresses, for example {@code http://127.0.0.1:8091}: their tasks say how far they have read. */
    Optional<List<String>> indexers();

    /** How long to wait before Kafka and the tasks are asked again how far they are; the Overlord, twice as long. */
    @WithDefault("PT0.5S")
    Duration freshnessInterval();

    /** What is wrong with it, one line each with its remedy; empty if nothing is. */
    default List<String> faults() {
        List<String> faults = new ArrayList<>();
        List<String> named = brokers().orElse(List.of());
        if (named.isEmpty()) {
            faults.add(
                    "tillview.druid.brokers is missing: name the Brokers' addresses, http://127.0.0.1:8082 for one.");
        }
        named.forEach(broker -> requireAddress("tillview.druid.brokers", broker, faults));
        overlords().orElse(List.of()).forEach(overlord -> requireAddress("tillview.druid.overlords", overlord, faults));
        indexers().orElse(List.of()).forEach(indexer -> requireAddress("tillview.druid.indexers", indexer, faults));
        if (isNotPositive(freshnessInterval())) {
            faults.add("tillview.druid.freshness-interval has to be longer than none, PT0.5S for one.");
        }
        if (isNotPositive(queryTimeout())
                || isNotPositive(connectTimeout())
                || queueTimeout().isNegative()) {
            faults.add("tillview.druid.*-timeout: times have to be longer than none, PT30S for one.");
        }
        if (maxConcurrentAdminQueries() < 1) {
            faults.add("tillview.druid.max-concurrent-admin-queries has to be 1 or more, 4 for one.");
        }
        if (maxConcurrentQueries() < 1 || maxIdleConnections() < 0) {
            faults.add("tillview.druid.max-concurrent-queries has to be 1 or more, max-idle-connections 0 or more.");
        }
        return faults;
    }

    /** The Brokers' addresses without a slash at the end. Only when there are no {@link #faults()}. */
    default List<URI> brokerAddresses() {
        return addresses(brokers().orElseThrow());
    }

    /** The Overlords' addresses without a slash at the end; there may be none. Only when there are no {@link #faults()}. */
    default List<URI> overlordAddresses() {
        return addresses(overlords().orElse(List.of()));
    }

    /** The Indexers' addresses without a slash at the end; there may be none. Only when there are no {@link #faults()}. */
    default List<URI> indexerAddresses() {
        return addresses(indexers().orElse(List.of()));
    }

    private static List<URI> addresses(List<String> named) {
        return named.stream()
                .map(address -> URI.create(address.replaceAll("/$", "")))
                .toList();
    }

    private static void requireAddress(String key, String value, List<String> faults) {
        if (!isAddress(value)) {
            faults.add(
                    key + " has '" + value + "': an address is http:// or https://, a host, a port and nothing more.");
        }
    }

    private static boolean isNotPositive(Duration duration) {
        return duration.isZero() || duration.isNegative();
    }

    private static boolean isAddress(String address) {
        try {
            URI uri = URI.create(address.replaceAll("/$", ""));
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
