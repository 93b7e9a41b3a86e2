package io.tillview.cluster.supervision;

import io.tillview.cluster.ClusterException;
import io.tillview.cluster.Installation;
import io.tillview.cluster.Service;
import io.tillview.cluster.ServiceStatus;
import io.tillview.cluster.process.ProcessIdentity;
import io.tillview.cluster.services.ServiceCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * All services of one installation.
 *
 * <p>{@link #start} returns once every service answered its readiness probe, or leaves none behind. After {@link #stop}
 * none of them runs. A supervisor that was killed is no obstacle to either: the processes it left are found by their
 * records and ended. Only one supervisor at a time works on a data folder. Not thread-safe, but for {@link #status}.
 */
public final class Cluster implements AutoCloseable {
    /** The service that sends the demo's traffic: no part of every start, but of every stop. */
    public static final String DEMO = ServiceCatalog.DEMO;

    /** The service that merges late events, and what else has to be done again and again; see {@link #start(String)}. */
    public static final String UPKEEP = ServiceCatalog.UPKEEP;

    private final Installation installation;
    private final ClusterProgress progress;
    private FileChannel lockFile;

    public Cluster(Installation installation, ClusterProgress progress) {
        this.installation = Objects.requireNonNull(installation, "installation");
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /**
     * Starts everything. Processes a killed supervisor left in this data folder are ended first.
     *
     * @param preflight what must be given before anything is started
     * @param detached whether the services are meant to go on when this process ends
     * @throws ClusterException when something stands against it, or a service does not come up; whatever was started
     *     has been stopped by then
     */
    public void start(Preflight preflight, boolean detached) throws InterruptedException {
        if (!Files.exists(installation.data().run())) {
            // Nothing of ours runs there yet, so nothing has to be made, or ended, to find out.
            preflight.check(installation);
        }
        lock();
        boolean started = false;
        try {
            ProcessIdentity.ofThisProcess().write(ClusterRecord.supervisorFile(installation.data()));
            // Nobody else holds the lock, so whoever started what still runs is gone.
            stopServices();
            preflight.check(installation);
            ClusterRecord.of(installation, false, detached).write(installation.data());
            new StartOrder(processes(ServiceCatalog.prepare(installation)), progress).startAll();
            ClusterRecord.of(installation, true, detached).write(installation.data());
            started = true;
        } finally {
            if (!started) {
                // What asked for this end may have come as an interrupt, and must not cut it short.
                boolean interrupted = Thread.interrupted();
                try {
                    stopServices();
                } finally {
                    unlock();
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }
            }
        }
    }

    /** Stops everything in reverse order; what does not stop in time is killed. Does nothing when nothing runs. */
    public void stop() throws InterruptedException {
        if (!Files.exists(installation.data().run())) {
            return;
        }
        lock();
        try {
            stopServices();
        } finally {
            unlock();
        }
    }

    /**
     * Stops one service of a running cluster, for maintenance; the others stay.
     *
     * @throws ClusterException when there is no service of that name
     */
    public void stop(String service) throws InterruptedException {
        process(service).stop();
    }

    /**
     * Starts one service that was stopped or has ended, or is no part of every start, and returns once it is ready.
     *
     * @throws ClusterException when there is no service of that name, or it does not come up
     */
    public void start(String service) throws InterruptedException {
        ServiceProcess process = process(service);
        if (process.isRunning()) {
            throw new ClusterException(service + " runs already: stop it first");
        }
        process.start();
    }

    /** The same, unless it runs already. */
    public void startUnlessRunning(String service) throws InterruptedException {
        if (!process(service).isRunning()) {
            start(service);
        }
    }

    private ServiceProcess process(String name) {
        return Stream.concat(
                        ServiceCatalog.of(installation).stream(), ServiceCatalog.whenAskedFor(installation).stream())
                .map(service -> new ServiceProcess(service, installation.data()))
                .filter(process -> process.service().name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ClusterException("There is no service " + name));
    }

    /** Lets the services go on without this process. */
    @Override
    public void close() {
        unlock();
    }

    /** How every service is doing, asked now. */
    public List<ServiceStatus> status() throws InterruptedException {
        return StatusCheck.all(processes(ServiceCatalog.of(installation)));
    }

    /** Whether any service of an installation that was started before still runs. */
    public static boolean anyRuns(Installation installation) {
        return ServiceCatalog.of(installation).stream()
                .anyMatch(service -> new ServiceProcess(service, installation.data()).isRunning());
    }

    private void stopServices() throws InterruptedException {
        new StartOrder(processes(ServiceCatalog.of(installation)), progress).stopAll();
        ClusterRecord.delete(installation.data());
    }

    private List<ServiceProcess> processes(List<Service> services) {
        return services.stream()
                .map(service -> new ServiceProcess(service, installation.data()))
                .toList();
    }

    private void lock() {
        if (lockFile != null) {
            return;
        }
        try {
            installation.data().prepare();
            FileChannel channel = FileChannel.open(
                    installation.data().run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel);
            if (lock == null) {
                channel.close();
                throw new ClusterException("Another ./tillview is at work on "
                        + installation.data().root()
                        + ClusterRecord.supervisor(installation.data())
                                .map(other -> " (process " + other.pid() + "): stop it with ./tillview down")
                                .orElse(": wait until it has finished")
                        + ", or name another folder with --data DIR");
            }
            lockFile = channel;
        } catch (IOException | UncheckedIOException e) {
            throw new ClusterException(
                    "The data folder " + installation.data().root() + " cannot be written (" + e.getMessage()
                            + "): name another with --data DIR, or make it writable",
                    e);
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private void unlock() {
        if (lockFile == null) {
            return;
        }
        try {
            Files.deleteIfExists(ClusterRecord.supervisorFile(installation.data()));
            lockFile.close();
            lockFile = null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
