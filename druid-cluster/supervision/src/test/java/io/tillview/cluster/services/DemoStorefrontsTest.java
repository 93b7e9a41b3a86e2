package io.tillview.cluster.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Distribution;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Ports;
import io.tillview.cluster.Readiness.Answer;
import io.tillview.cluster.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoStorefrontsTest {
    @TempDir
    Path folder;

    private Installation installation;
    private Path heartbeat;

    @BeforeEach
    void install() {
        installation = new Installation(
                new Distribution(folder, folder, folder, folder, folder),
                new DataFolder(folder.resolve("data")).prepare(),
                Installation.LOOPBACK,
                Ports.free());
        heartbeat = installation.data().run().resolve("demo-storefronts.heartbeat");
    }

    @Test
    void is_ready_only_while_its_events_are_stored() throws Exception {
        Service demo = DemoStorefronts.service(installation);
        assertThat(demo.readiness().ask()).isInstanceOf(Answer.NotYet.class);

        Files.writeString(heartbeat, "1");
        assertThat(demo.readiness().ask()).isInstanceOf(Answer.Ready.class);

        Files.setLastModifiedTime(heartbeat, FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(demo.readiness().ask()).isInstanceOf(Answer.NotYet.class);
    }

    @Test
    void an_earlier_runs_heartbeat_does_not_count() throws Exception {
        Files.writeString(heartbeat, "1");

        DemoStorefronts.service(installation).preparation().run();

        assertThat(heartbeat).doesNotExist();
    }

    @Test
    void is_listed_only_once_it_was_asked_for() throws Exception {
        assertThat(ServiceCatalog.of(installation)).extracting(Service::name).doesNotContain(ServiceCatalog.DEMO);

        Files.writeString(installation.data().processRecord(ServiceCatalog.DEMO), "");

        assertThat(ServiceCatalog.of(installation)).extracting(Service::name).contains(ServiceCatalog.DEMO);
    }
}
