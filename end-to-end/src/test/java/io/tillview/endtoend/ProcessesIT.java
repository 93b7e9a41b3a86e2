package io.tillview.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.Ports.Endpoint;
import io.tillview.cluster.ServiceStatus;
import io.tillview.cluster.ServiceStatus.State;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the running processes look like from outside. */
@ExtendWith(TillviewExtension.class)
class ProcessesIT {
    private static final Set<String> WITHOUT_CLASS_DATA = Set.of("postgresql", "query-service");

    private final Tillview tillview;

    ProcessesIT(Tillview tillview) {
        this.tillview = tillview;
    }

    @Test
    void every_service_is_ready_and_tells_its_memory() throws Exception {
        assertThat(tillview.cluster().status()).hasSize(9).allSatisfy(status -> {
            assertThat(status.state()).as(status.toString()).isEqualTo(State.READY);
            assertThat(status.residentBytes()).isPresent();
        });
    }

    @Test
    void no_command_line_holds_a_secret() throws Exception {
        List<String> secrets = tillview.secretTexts();

        for (ServiceStatus status : tillview.cluster().status()) {
            assertThat(Files.readString(proc(status, "cmdline")))
                    .as(status.service())
                    .isNotEmpty()
                    .doesNotContain(secrets);
        }
    }

    @Test
    void no_log_holds_a_secret() throws Exception {
        List<String> secrets = tillview.secretTexts();

        try (var logs = Files.list(tillview.installation().data().log())) {
            for (Path log : logs.toList()) {
                assertThat(new String(Files.readAllBytes(log), ISO_8859_1)
                                .lines()
                                .filter(line -> secrets.stream().anyMatch(line::contains)))
                        .as(log.toString())
                        .isEmpty();
            }
        }
    }

    @Test
    void the_jvms_start_from_the_class_data_the_build_made() throws Exception {
        for (ServiceStatus status : tillview.cluster().status()) {
            if (!WITHOUT_CLASS_DATA.contains(status.service())) {
                assertThat(Files.readString(proc(status, "maps")))
                        .as(status.service())
                        .contains(status.service().equals("kafka") ? "class-data/kafka.jsa" : "class-data/druid.jsa");
            }
        }
    }

    @Test
    void nothing_listens_beyond_loopback() throws Exception {
        for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
            for (InetAddress address : network.inetAddresses().toList()) {
                if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
                    for (Endpoint endpoint : Endpoint.values()) {
                        assertThat(listens(
                                        address, tillview.installation().ports().of(endpoint)))
                                .as(endpoint + " at " + address)
                                .isFalse();
                    }
                }
            }
        }
    }

    private static boolean listens(InetAddress address, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 2000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static Path proc(ServiceStatus status, String file) {
        return Path.of("/proc/" + status.pid().orElseThrow() + "/" + file);
    }
}
