package io.tillview.cluster.supervision;

import io.tillview.cluster.ServiceStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Asks all services at once, so that one that hangs does not hold up the others. */
final class StatusCheck {
    private StatusCheck() {}

    static List<ServiceStatus> all(List<ServiceProcess> processes) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(processes.size());
        try {
            List<Future<ServiceStatus>> answers = new ArrayList<>();
            for (ServiceProcess process : processes) {
                answers.add(threads.submit(process::status));
            }
            List<ServiceStatus> statuses = new ArrayList<>();
            for (Future<ServiceStatus> answer : answers) {
                statuses.add(answer.get());
            }
            return statuses;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
