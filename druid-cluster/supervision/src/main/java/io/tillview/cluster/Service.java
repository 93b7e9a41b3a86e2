package io.tillview.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One program of the installation: how to prepare, launch, probe and stop it. Immutable. Until it is launched or probed
 * nothing of the data folder is read, so that whatever state a killed start left there, all can be asked and stopped.
 *
 * @param name the name on the screen and of its log file
 * @param startsAfter the services that must be ready before this one is launched
 * @param stopsBefore the services that must still run while this one stops
 * @param preparation what has to be done before each launch, such as making a data folder on the first
 * @param launch tells what to launch, asked anew for each launch, after the preparation
 * @param readiness answers when the service is ready
 * @param startLimit how long it may take to become ready
 * @param stopSignal what asks it to stop in good order
 * @param stopLimit how long it may take to stop before it is killed
 */
public record Service(
        String name,
        Set<String> startsAfter,
        Set<String> stopsBefore,
        Preparation preparation,
        Supplier<Launch> launch,
        Readiness readiness,
        Duration startLimit,
        StopSignal stopSignal,
        Duration stopLimit) {
    /** What is done before a launch. */
    @FunctionalInterface
    public interface Preparation {
        /**
         * Prepares.
         *
         * @throws ClusterException when it cannot be done, with the reason
         */
        void run() throws InterruptedException;
    }

    /**
     * A program's command line; its {@code toString} leaves the environment out, which holds secrets.
     *
     * @param command the program and its arguments; no secrets, for any user of the machine can read them
     * @param environment variables added to those of this process; secrets may be here
     */
    public record Launch(List<String> command, Map<String, String> environment) {
        public Launch {
            command = List.copyOf(command);
            environment = Map.copyOf(environment);
        }

        @Override
        public String toString() {
            return "Launch" + command;
        }
    }

    /** A signal that asks a program to stop in good order. */
    public enum StopSignal {
        TERM,
        /** PostgreSQL's fast shutdown: sessions are ended rather than waited for. */
        INT
    }

    public Service {
        Objects.requireNonNull(name, "name");
        startsAfter = Set.copyOf(startsAfter);
        stopsBefore = Set.copyOf(stopsBefore);
        Objects.requireNonNull(preparation, "preparation");
        Objects.requireNonNull(launch, "launch");
        Objects.requireNonNull(readiness, "readiness");
        Objects.requireNonNull(startLimit, "startLimit");
        Objects.requireNonNull(stopSignal, "stopSignal");
        Objects.requireNonNull(stopLimit, "stopLimit");
    }

    @Override
    public String toString() {
        return "Service[" + name + "]";
    }
}
