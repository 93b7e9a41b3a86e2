package io.tillview.command;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CountDownLatch;

/**
 * Turns Ctrl-C and SIGTERM into an interrupt of the thread that works, and keeps the JVM until that thread has finished
 * what it does about it.
 */
final class OrderlyEnd {
    private OrderlyEnd() {}

    /** Something that stops in good order when it is interrupted. */
    @FunctionalInterface
    interface Work {
        int run() throws InterruptedException;
    }

    /**
     * Does the work on this thread.
     *
     * @throws InterruptedException also when the interrupt surfaced as the failure of a file or a connection
     */
    static int around(Work work) throws InterruptedException {
        CountDownLatch finished = new CountDownLatch(1);
        Thread worker = Thread.currentThread();
        Thread hook = new Thread(
                () -> {
                    worker.interrupt();
                    awaitUninterruptibly(finished);
                },
                "orderly-end");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return work.run();
        } catch (RuntimeException e) {
            if (isInterrupt(e)) {
                throw (InterruptedException) new InterruptedException().initCause(e);
            }
            throw e;
        } finally {
            finished.countDown();
            remove(hook);
        }
    }

    /** Whether an interrupt is behind a failure. */
    static boolean isInterrupt(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
                return true;
            }
        }
        return false;
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending already, by that very hook.
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
