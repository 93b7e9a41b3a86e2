package io.tillview.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRunTest {
    @TempDir
    Path folder;

    @Test
    void it_gives_the_exit_code_and_leaves_no_record() throws Exception {
        assertThat(ProcessRun.toEnd(List.of("sh", "-c", "exit 3"), record(), folder.resolve("out")))
                .isEqualTo(3);
        assertThat(record()).doesNotExist();
    }

    @Test
    void while_it_runs_it_is_found_by_its_record() throws Exception {
        int exit = ProcessRun.toEnd(
                List.of("sh", "-c", "read -r pid rest < \"$0\"; test \"$pid\" = $$", record().toString()),
                record(),
                folder.resolve("out"));

        assertThat(exit).isZero();
    }

    @Test
    void an_interrupt_ends_it() throws Exception {
        CompletableFuture<String> ended = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread runner = new Thread(() -> {
            begun.countDown();
            try {
                ended.complete("exit " + ProcessRun.toEnd(List.of("sleep", "60"), record(), folder.resolve("out")));
            } catch (InterruptedException e) {
                ended.complete("interrupted");
            } catch (Exception e) {
                ended.completeExceptionally(e);
            }
        });
        runner.start();
        begun.await();
        ProcessIdentity process = recorded(ended);

        runner.interrupt();

        assertThat(ended.join()).isEqualTo("interrupted");
        process.running().ifPresent(handle -> handle.onExit().join());
        assertThat(process.running()).isEmpty();
    }

    private ProcessIdentity recorded(CompletableFuture<String> ended) {
        while (!Files.exists(record()) && !ended.isDone()) {
            Thread.onSpinWait();
        }
        return ProcessIdentity.read(record()).orElseThrow();
    }

    private Path record() {
        return folder.resolve("record");
    }
}
