package io.tillview.cluster.supervision;

import io.tillview.cluster.ClusterException;
import io.tillview.cluster.process.ProcessEnd;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Does something to every service, each as soon as those it has to wait for are done, at the same time where order does
 * not matter.
 */
final class StartOrder {
    private final Map<String, ServiceProcess> processes = new HashMap<>();
    private final ClusterProgress progress;

    StartOrder(List<ServiceProcess> processes, ClusterProgress progress) {
        processes.forEach(process -> this.processes.put(process.service().name(), process));
        this.progress = progress;
    }

    /** Launches every service; the first that fails ends it all, with its exception. */
    void startAll() throws InterruptedException {
        inOrder(process -> process.service().startsAfter(), this::start);
    }

    /** Stops every service that runs. */
    void stopAll() throws InterruptedException {
        inOrder(this::mustStopBefore, this::stop);
    }

    private Set<String> mustStopBefore(ServiceProcess process) {
        Set<String> before = new HashSet<>();
        for (ServiceProcess other : processes.values()) {
            if (other.service().stopsBefore().contains(process.service().name())) {
                before.add(other.service().name());
            }
        }
        return before;
    }

    private void start(ServiceProcess process) throws InterruptedException {
        String name = process.service().name();
        report(() -> progress.starting(name));
        long begin = System.nanoTime();
        process.start();
        report(() -> progress.ready(name, Duration.ofNanos(System.nanoTime() - begin)));
    }

    private void stop(ServiceProcess process) throws InterruptedException {
        ProcessEnd.Outcome outcome = process.stop();
        report(() -> progress.stopped(process.service().name(), outcome));
    }

    private void report(Runnable event) {
        synchronized (progress) {
            event.run();
        }
    }

    private interface Action {
        void run(ServiceProcess process) throws InterruptedException;
    }

    private void inOrder(Function<ServiceProcess, Set<String>> waitsFor, Action action) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(processes.size());
        try {
            CompletionService<String> completions = new ExecutorCompletionService<>(threads);
            Map<String, Set<String>> waiting = new HashMap<>();
            processes.forEach((name, process) -> waiting.put(name, new HashSet<>(waitsFor.apply(process))));
            int running = submitThoseWithNothingToWaitFor(waiting, completions, action);
            while (running > 0) {
                String done = outcome(completions.take());
                waiting.values().forEach(names -> names.remove(done));
                running += submitThoseWithNothingToWaitFor(waiting, completions, action) - 1;
            }
            if (!waiting.isEmpty()) {
                throw new IllegalStateException("Services wait for each other: " + waiting);
            }
        } finally {
            // After a failure the other threads are still starting theirs: only when they have ended can all be
            // stopped.
            threads.shutdownNow();
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private int submitThoseWithNothingToWaitFor(
            Map<String, Set<String>> waiting, CompletionService<String> completions, Action action) {
        List<String> next = waiting.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        for (String name : next) {
            waiting.remove(name);
            completions.submit(() -> {
                action.run(processes.get(name));
                return name;
            });
        }
        return next.size();
    }

    private static String outcome(Future<String> finished) throws InterruptedException {
        try {
            return finished.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw new ClusterException("Unexpected: " + e.getCause(), e.getCause());
        }
    }
}
