package io.tillview.cluster.services;

import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.Readiness;
import io.tillview.cluster.Service;
import io.tillview.cluster.Service.Launch;
import io.tillview.cluster.Service.StopSignal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** ZooKeeper: Druid's discovery and leader election. */
final class ZooKeeper {
    static final String NAME = "zookeeper";

    private static final Duration FORGOTTEN_LIMIT = Duration.ofSeconds(30);
    private static final long PAUSE_MILLIS = 100;

    private ZooKeeper() {}

    static Service service(Installation installation) {
        return new Service(
                NAME,
                Set.of(),
                Set.of(),
                () -> {},
                () -> launch(installation),
                readiness(
                        installation.host(Endpoint.ZOOKEEPER),
                        installation.ports().of(Endpoint.ZOOKEEPER)),
                Duration.ofMinutes(1),
                StopSignal.TERM,
                Duration.ofSeconds(10));
    }

    private static Launch launch(Installation installation) {
        Path conf = installation.data().conf();
        return new JavaCommand(installation, NAME, "_common", "zookeeper")
                .property("log4j.configurationFile", conf.resolve("_common/log4j2.xml"))
                .sharedClassData("druid")
                .classPath(installation.distribution().runtime().resolve("lib"))
                .with("org.apache.zookeeper.server.ZooKeeperServerMain")
                .with(conf.resolve("zookeeper/zoo.cfg").toString())
                .launch(Map.of());
    }

    /** The four-letter word {@code srvr} names the mode only once the server serves. */
    private static Readiness readiness(String host, int port) {
        return () -> {
            try {
                String answer = ask(host, port, "srvr");
                return answer.contains("Mode: ")
                        ? new Readiness.Answer.Ready()
                        : new Readiness.Answer.NotYet("it answers: " + answer.strip());
            } catch (IOException e) {
                return new Readiness.Answer.NotYet(host + ":" + port + " does not answer: " + e.getMessage());
            }
        };
    }

    /**
     * Waits until ZooKeeper has forgotten the process that announced itself at an address before, and was killed. One that
     * announces itself in the moment in which the old announcement ends is left without any: Druid takes the old one for its own, and
     * misses that it goes. Gives up after half a minute, or where ZooKeeper doesn't answer: whoever starts then will see.
     *
     * @param address host and port, as Druid's processes are announced
     */
    static void awaitForgotten(Installation installation, String address) throws InterruptedException {
        long giveUp = System.nanoTime() + FORGOTTEN_LIMIT.toNanos();
        while (System.nanoTime() < giveUp && isAnnounced(installation, address)) {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        }
    }

    private static boolean isAnnounced(Installation installation, String address) {
        try {
            return ask(
                            installation.host(Endpoint.ZOOKEEPER),
                            installation.ports().of(Endpoint.ZOOKEEPER),
                            "dump")
                    .lines()
                    .anyMatch(line -> line.endsWith("/" + address));
        } catch (IOException e) {
            return false;
        }
    }

    private static String ask(String host, int port, String word) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), 1000);
            socket.setSoTimeout(2000);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
