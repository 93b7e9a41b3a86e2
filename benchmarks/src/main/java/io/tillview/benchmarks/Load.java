package io.tillview.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** Asks one server over some kept connections, each with a thread of its own. */
final class Load {
    private static final long PATIENCE_SECONDS = 60;
    private static final int SHOWN = 500;

    private final URI server;
    private final int connections;
    private final Requests requests;
    private final Expected expected;

    /** What is asked. */
    interface Requests {
        /**
         * The bytes of a request.
         *
         * @param number its number, from 0
         * @param random the asking thread's own
         */
        byte[] of(long number, SplittableRandom random);
    }

    /** What answers have to be; answers that fail end it all. */
    interface Expected {
        /** Whether an answer fails, so that nothing measured would count. */
        boolean fails(int status, AnswerBody body);

        /** Whether one that doesn't fail is as it has to be. */
        boolean isWanted(AnswerBody body);
    }

    Load(URI server, int connections, Requests requests, Expected expected) {
        this.server = server;
        this.connections = connections;
        this.requests = requests;
        this.expected = expected;
    }

    /**
     * Asks at a pace, and returns once all is answered.
     *
     * @throws BenchmarkException if an answer fails, or none comes for a minute after the last request was due
     */
    LoadReport run(Pace pace, long seed) throws InterruptedException {
        Spent spent = new Spent();
        SplittableRandom seeds = new SplittableRandom(seed);
        AtomicLong next = new AtomicLong();
        long begun = System.nanoTime();
        List<Callable<Asked>> askers = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            SplittableRandom random = seeds.split();
            askers.add(() -> ask(pace, begun, next, random));
        }
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Asked> all = new ArrayList<>();
            for (Future<Asked> asked :
                    threads.invokeAll(askers, pace.atMost().toSeconds() + PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                all.add(asked.get());
            }
            return report(all, begun, spent.soFar().get("cpuSeconds"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BenchmarkException failed) {
                throw failed;
            }
            throw new BenchmarkException(server + " does not answer: " + e.getCause(), e);
        } catch (CancellationException e) {
            throw new BenchmarkException(server + " does not answer within " + PATIENCE_SECONDS + " s", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private Asked ask(Pace pace, long begun, AtomicLong next, SplittableRandom random) throws IOException {
        Asked asked = new Asked();
        try (KeptConnection connection = new KeptConnection(server)) {
            for (; ; ) {
                long number = next.getAndIncrement();
                long due = pace.due(number, begun, System.nanoTime());
                if (pace.isOver(number, begun, due)) {
                    return asked;
                }
                sleepUntil(due);
                int status = connection.ask(requests.of(number, random));
                long now = System.nanoTime();
                AnswerBody body = connection.body();
                if (expected.fails(status, body)) {
                    throw new BenchmarkException(server + " answers " + status + " " + begin(body));
                }
                asked.add(now - due, now, expected.isWanted(body) ? null : body);
            }
        }
    }

    private static void sleepUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new CancellationException();
            }
            LockSupport.parkNanos(left);
        }
    }

    private static LoadReport report(List<Asked> all, long begun, double cpuSeconds) {
        long ended = begun;
        long wanted = 0;
        String example = null;
        List<Double> millis = new ArrayList<>();
        for (Asked asked : all) {
            ended = asked.count == 0 ? ended : Math.max(ended, asked.ended);
            wanted += asked.wanted;
            example = example == null ? asked.example : example;
            for (int i = 0; i < asked.count; i++) {
                millis.add(asked.latencies[i] / 1e6);
            }
        }
        return new LoadReport((ended - begun) / 1e9, millis, wanted, example, cpuSeconds);
    }

    private static String begin(AnswerBody body) {
        String text = body.toString();
        return text.substring(0, Math.min(SHOWN, text.length()));
    }

    /** What one connection has been answered. */
    private static final class Asked {
        private long[] latencies = new long[4_096];
        private int count;
        private long wanted;
        private long ended;
        private String example;

        void add(long nanos, long now, AnswerBody unwanted) {
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * count);
            }
            latencies[count++] = nanos;
            ended = now;
            if (unwanted == null) {
                wanted++;
            } else if (example == null) {
                example = begin(unwanted);
            }
        }
    }
}
