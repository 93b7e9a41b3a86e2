package io.tillview.cluster.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process: asks first, kills when it does not listen. Thread-safe. */
public final class ProcessEnd {
    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private ProcessEnd() {}

    /** How a process came to its end. */
    public enum Outcome {
        /** It was gone already. */
        NOT_RUNNING,
        /** It stopped when asked. */
        STOPPED,
        /** It did not stop in time and was killed. */
        KILLED
    }

    /**
     * Ends the process and returns once it is gone.
     *
     * @param signal the name of the signal that asks it to stop, such as {@code TERM}
     * @param limit how long it may take before it is killed
     */
    public static Outcome end(ProcessIdentity identity, String signal, Duration limit) throws InterruptedException {
        var running = identity.running();
        if (running.isEmpty()) {
            return Outcome.NOT_RUNNING;
        }
        ProcessHandle process = running.get();
        send(process, signal);
        if (awaitExit(process, limit)) {
            return Outcome.STOPPED;
        }
        process.destroyForcibly();
        if (!awaitExit(process, KILL_LIMIT)) {
            throw new IllegalStateException("Process " + identity.pid() + " survives being killed");
        }
        return Outcome.KILLED;
    }

    private static void send(ProcessHandle process, String signal) throws InterruptedException {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            process.destroy();
        }
    }

    private static boolean awaitExit(ProcessHandle process, Duration limit) throws InterruptedException {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
