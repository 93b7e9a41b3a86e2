package io.tillview.cluster.services;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Distribution;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports;
import io.tillview.cluster.Ports.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ZooKeeperTest {
    private static final int ANSWERS_WITH_IT = 3;

    @TempDir
    private Path folder;

    @Test
    void a_process_waits_until_the_one_before_it_is_forgotten() throws Exception {
        Installation installation = new Installation(
                new Distribution(folder, folder, folder, folder, folder),
                new DataFolder(folder),
                Installation.LOOPBACK,
                Ports.free());
        AtomicInteger asked = new AtomicInteger();
        try (ServerSocket server =
                new ServerSocket(installation.ports().of(Endpoint.ZOOKEEPER), 5, InetAddress.getLoopbackAddress())) {
            Thread zooKeeper = new Thread(() -> answer(server, asked));
            zooKeeper.start();

            ZooKeeper.awaitForgotten(installation, "127.0.0.1:8091");

            assertThat(asked).hasValue(ANSWERS_WITH_IT + 1);
            zooKeeper.join();
        }
    }

    @Test
    void nobody_waits_for_a_zookeeper_that_is_away() throws Exception {
        Installation installation = new Installation(
                new Distribution(folder, folder, folder, folder, folder),
                new DataFolder(folder),
                Installation.LOOPBACK,
                Ports.free());

        ZooKeeper.awaitForgotten(installation, "127.0.0.1:8091");
    }

    private static void answer(ServerSocket server, AtomicInteger asked) {
        while (asked.get() <= ANSWERS_WITH_IT) {
            try (Socket socket = server.accept()) {
                assertThat(socket.getInputStream().readNBytes(4)).isEqualTo("dump".getBytes(US_ASCII));
                boolean isThere = asked.incrementAndGet() <= ANSWERS_WITH_IT;
                socket.getOutputStream()
                        .write(("Sessions with Ephemerals (1):\n0x1:\n\t/druid/announcements/127.0.0.1:80911\n"
                                        + (isThere ? "\t/druid/internal-discovery/INDEXER/127.0.0.1:8091\n" : ""))
                                .getBytes(US_ASCII));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
