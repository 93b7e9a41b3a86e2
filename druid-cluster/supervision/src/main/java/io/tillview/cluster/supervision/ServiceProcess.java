package io.tillview.cluster.supervision;

import io.tillview.cluster.DataFolder;
import io.tillview.cluster.Readiness.Answer;
import io.tillview.cluster.Service;
import io.tillview.cluster.Service.Launch;
import io.tillview.cluster.ServiceStartException;
import io.tillview.cluster.ServiceStatus;
import io.tillview.cluster.ServiceStatus.State;
import io.tillview.cluster.process.ProcessEnd;
import io.tillview.cluster.process.ProcessIdentity;
import io.tillview.cluster.process.ProcessLauncher;
import io.tillview.cluster.process.ResidentMemory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The process of one service: launched, found again by its record, asked, ended. */
final class ServiceProcess {
    private static final Duration PROBE_INTERVAL = Duration.ofMillis(150);
    private static final int TAIL_LINES = 5;

    private final Service service;
    private final DataFolder data;

    ServiceProcess(Service service, DataFolder data) {
        this.service = service;
        this.data = data;
    }

    Service service() {
        return service;
    }

    /**
     * Launches it and returns once it is ready.
     *
     * @throws ServiceStartException when it ends or does not answer in time
     */
    void start() throws InterruptedException {
        service.preparation().run();
        Process process;
        try {
            Launch launch = service.launch().get();
            process = ProcessLauncher.launch(launch.command(), launch.environment(), record(), output());
        } catch (IOException e) {
            throw new ServiceStartException(service.name(), "could not be launched: " + e.getMessage(), e);
        }
        try {
            awaitReady(process);
        } catch (InterruptedException | RuntimeException e) {
            if (ProcessIdentity.read(record()).isEmpty()) {
                // It has not come to write down who it is, so nobody else could find it.
                process.destroyForcibly();
            }
            throw e;
        }
    }

    private void awaitReady(Process process) throws InterruptedException {
        long giveUp = System.nanoTime() + service.startLimit().toNanos();
        String last = "it was not asked yet";
        while (System.nanoTime() < giveUp) {
            if (process.waitFor(PROBE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ServiceStartException(
                        service.name(), "ended while starting (exit " + process.exitValue() + ")" + lastLines());
            }
            Answer answer = service.readiness().ask();
            if (answer instanceof Answer.NotYet notYet) {
                last = notYet.why();
            } else {
                return;
            }
        }
        throw new ServiceStartException(
                service.name(),
                "is not ready after " + service.startLimit().toSeconds() + " s (" + last + ")" + lastLines());
    }

    /** Ends it when it runs, and forgets it. */
    ProcessEnd.Outcome stop() throws InterruptedException {
        Optional<ProcessIdentity> identity = ProcessIdentity.read(record());
        ProcessEnd.Outcome outcome = identity.isPresent()
                ? ProcessEnd.end(identity.get(), service.stopSignal().name(), service.stopLimit())
                : ProcessEnd.Outcome.NOT_RUNNING;
        try {
            Files.deleteIfExists(record());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outcome;
    }

    ServiceStatus status() throws InterruptedException {
        Optional<ProcessIdentity> identity = ProcessIdentity.read(record());
        if (identity.isEmpty()) {
            return gone(State.STOPPED, "not started");
        }
        if (identity.get().running().isEmpty()) {
            return gone(State.ENDED, "process " + identity.get().pid() + " is gone, see " + log());
        }
        long pid = identity.get().pid();
        return service.readiness().ask() instanceof Answer.NotYet notYet
                ? new ServiceStatus(
                        service.name(), State.NOT_READY, notYet.why(), OptionalLong.of(pid), ResidentMemory.of(pid))
                : new ServiceStatus(service.name(), State.READY, "", OptionalLong.of(pid), ResidentMemory.of(pid));
    }

    boolean isRunning() {
        return ProcessIdentity.read(record()).flatMap(ProcessIdentity::running).isPresent();
    }

    private ServiceStatus gone(State state, String detail) {
        return new ServiceStatus(service.name(), state, detail, OptionalLong.empty(), OptionalLong.empty());
    }

    private Path record() {
        return data.processRecord(service.name());
    }

    private Path output() {
        return data.log().resolve(service.name() + ".out");
    }

    private Path log() {
        return data.log().resolve(service.name() + ".log");
    }

    /** The end of what it said, from the JVM's own output first, else from its log. */
    private String lastLines() {
        Path log = log();
        return Stream.of(output(), log)
                .map(ServiceProcess::tail)
                .filter(lines -> !lines.isEmpty())
                .findFirst()
                .map(lines -> "; its last words:"
                        + lines.stream()
                                .map(line -> System.lineSeparator() + "    " + line)
                                .reduce("", String::concat)
                        + System.lineSeparator() + "    (all of it: " + log + ")")
                .orElse("; see " + log);
    }

    private static List<String> tail(Path file) {
        try {
            List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }
}
