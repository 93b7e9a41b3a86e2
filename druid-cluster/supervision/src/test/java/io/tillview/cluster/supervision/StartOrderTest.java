package io.tillview.cluster.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Readiness;
import io.tillview.cluster.Service;
import io.tillview.cluster.Service.Launch;
import io.tillview.cluster.Service.StopSignal;
import io.tillview.cluster.ServiceStartException;
import io.tillview.cluster.ServiceStatus.State;
import io.tillview.cluster.process.ProcessEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real processes, small ones. */
class StartOrderTest {
    private static final Readiness AT_ONCE = Readiness.Answer.Ready::new;
    private static final Readiness NEVER = () -> new Readiness.Answer.NotYet("it says no");

    @TempDir
    Path folder;

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<ServiceProcess> processes = new ArrayList<>();
    private DataFolder data;

    @BeforeEach
    void prepare() {
        data = new DataFolder(folder.resolve("data")).prepare();
    }

    @AfterEach
    void endAll() throws Exception {
        for (ServiceProcess process : processes) {
            process.stop();
        }
    }

    @Test
    void a_service_starts_only_when_those_before_it_are_ready() throws Exception {
        service("broker", Set.of("zookeeper"), Set.of(), AT_ONCE, "sleep", "60");
        service("zookeeper", Set.of(), Set.of(), AT_ONCE, "sleep", "60");

        order().startAll();

        assertThat(events).containsExactly("starting zookeeper", "ready zookeeper", "starting broker", "ready broker");
        assertThat(processes)
                .allSatisfy(process -> assertThat(process.status().state()).isEqualTo(State.READY));
    }

    @Test
    void services_stop_in_the_order_that_spares_those_they_use() throws Exception {
        service("broker", Set.of("zookeeper"), Set.of("zookeeper"), AT_ONCE, "sleep", "60");
        service("zookeeper", Set.of(), Set.of(), AT_ONCE, "sleep", "60");
        order().startAll();
        events.clear();

        order().stopAll();

        assertThat(events).containsExactly("STOPPED broker", "STOPPED zookeeper");
        assertThat(processes).noneMatch(ServiceProcess::isRunning);
    }

    @Test
    void a_service_that_ends_while_starting_fails_the_start_with_its_last_words() {
        service("zookeeper", Set.of(), Set.of(), NEVER, "sh", "-c", "echo no room here; exit 3");

        assertThatThrownBy(() -> order().startAll())
                .isInstanceOf(ServiceStartException.class)
                .hasMessageContaining("zookeeper")
                .hasMessageContaining("exit 3")
                .hasMessageContaining("no room here");
    }

    @Test
    void a_service_that_never_answers_fails_the_start_with_what_it_said_instead() {
        service("broker", Set.of(), Set.of(), NEVER, "sleep", "60");

        assertThatThrownBy(() -> order().startAll())
                .isInstanceOf(ServiceStartException.class)
                .hasMessageContaining("it says no");
    }

    @Test
    void after_a_failed_start_another_supervisor_finds_and_ends_what_was_started() {
        service("kafka", Set.of(), Set.of(), AT_ONCE, "sleep", "60");
        service("broker", Set.of("kafka"), Set.of(), NEVER, "false");
        assertThatThrownBy(() -> order().startAll()).isInstanceOf(ServiceStartException.class);

        List<ServiceProcess> found = processes.stream()
                .map(process -> new ServiceProcess(process.service(), data))
                .toList();

        assertThat(found.get(0).isRunning()).isTrue();
        assertThat(found).allSatisfy(process -> assertThat(process.stop())
                .isIn(ProcessEnd.Outcome.STOPPED, ProcessEnd.Outcome.NOT_RUNNING));
        assertThat(processes).noneMatch(ServiceProcess::isRunning);
    }

    @Test
    void a_service_that_was_killed_is_named_as_ended() throws Exception {
        service("broker", Set.of(), Set.of(), AT_ONCE, "sleep", "60");
        order().startAll();
        long pid = processes.get(0).status().pid().orElseThrow();

        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        ProcessHandle.of(pid).ifPresent(handle -> handle.onExit().join());

        assertThat(processes.get(0).status().state()).isEqualTo(State.ENDED);
        assertThat(processes.get(0).status().detail()).contains(Long.toString(pid));
    }

    private StartOrder order() {
        return new StartOrder(processes, new ClusterProgress() {
            @Override
            public void starting(String service) {
                events.add("starting " + service);
            }

            @Override
            public void ready(String service, Duration took) {
                events.add("ready " + service);
            }

            @Override
            public void stopped(String service, ProcessEnd.Outcome outcome) {
                events.add(outcome + " " + service);
            }
        });
    }

    private void service(
            String name, Set<String> startsAfter, Set<String> stopsBefore, Readiness readiness, String... command) {
        processes.add(new ServiceProcess(
                new Service(
                        name,
                        startsAfter,
                        stopsBefore,
                        () -> {},
                        () -> new Launch(List.of(command), Map.of()),
                        readiness,
                        Duration.ofSeconds(2),
                        StopSignal.TERM,
                        Duration.ofSeconds(5)),
                data));
    }
}
