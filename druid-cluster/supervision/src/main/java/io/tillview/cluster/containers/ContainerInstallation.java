package io.tillview.cluster.containers;

import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Distribution;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports;
import io.tillview.cluster.Ports.Endpoint;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** An installation as seen from one of its containers: every endpoint is at the host named like its service. */
final class ContainerInstallation {
    private static final String KAFKA = Endpoint.KAFKA.label();

    private ContainerInstallation() {}

    /**
     * Seen from the container of a service, which listens on its own name's address.
     *
     * @param home the image's folder of programs
     * @param data the container's own data folder
     */
    static Installation of(Path home, DataFolder data, String service) {
        Map<Endpoint, String> hosts = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            hosts.put(endpoint, endpoint == Endpoint.KAFKA_CONTROLLER ? KAFKA : endpoint.label());
        }
        return new Installation(Distribution.ofImage(home), data, service, Ports.offsetBy(0), hosts);
    }
}
