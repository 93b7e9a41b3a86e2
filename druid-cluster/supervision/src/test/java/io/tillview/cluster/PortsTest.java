package io.tillview.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tillview.cluster.Ports.Endpoint;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void two_endpoints_may_swap_their_ports() {
        Ports swapped = Ports.offsetBy(0).with(Map.of(Endpoint.BROKER, 8081, Endpoint.COORDINATOR, 8082));

        assertThat(swapped.of(Endpoint.BROKER)).isEqualTo(8081);
    }

    @Test
    void no_port_is_given_twice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ports.offsetBy(0).with(Endpoint.BROKER, 8081))
                .withMessageContainingAll("broker", "coordinator-overlord", "8081");
    }

    @Test
    void an_offset_moves_every_port() {
        Ports moved = Ports.offsetBy(100);

        assertThat(moved.of(Endpoint.QUERY_SERVICE)).isEqualTo(8180);
        assertThat(moved.of(Endpoint.ZOOKEEPER)).isEqualTo(2281);
    }

    @Test
    void one_port_can_be_changed_and_the_others_stay() {
        Ports changed = Ports.offsetBy(0).with(Endpoint.BROKER, 18082);

        assertThat(changed.of(Endpoint.BROKER)).isEqualTo(18082);
        assertThat(changed.of(Endpoint.ROUTER)).isEqualTo(8888);
    }

    @Test
    void an_offset_beyond_the_last_port_is_refused_by_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ports.offsetBy(60_000))
                .withMessageContaining("query-service");
    }

    @Test
    void free_ports_differ_from_each_other() {
        Ports free = Ports.free();

        assertThat(new HashSet<>(free.byEndpoint().values())).hasSize(Endpoint.values().length);
    }
}
