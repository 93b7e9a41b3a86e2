package org.apache.kafka.common.utils;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * The clock of Kafka's client in ClockJumpIT, in the place of Kafka's own class: the machine's, but for so many milliseconds that
 * a file says.
 */
class SystemTime implements Time {
    private static final SystemTime SYSTEM_TIME = new SystemTime();
    private static final Path OFFSET = Path.of(System.getProperty("clock.offset"));

    private volatile long offset;

    private SystemTime() {
        Thread reader = new Thread(() -> {
            while (true) {
                try {
                    offset = Long.parseLong(Files.readString(OFFSET).strip());
                    Thread.sleep(20);
                } catch (Exception e) {
                    Runtime.getRuntime().halt(3);
                }
            }
        });
        reader.setDaemon(true);
        reader.start();
    }

    public static SystemTime getSystemTime() {
        return SYSTEM_TIME;
    }

    @Override
    public long milliseconds() {
        return System.currentTimeMillis() + offset;
    }

    @Override
    public long nanoseconds() {
        return System.nanoTime();
    }

    @Override
    public void sleep(long millis) {
        Utils.sleep(millis);
    }

    @Override
    public void waitObject(Object object, Supplier<Boolean> condition, long deadline) throws InterruptedException {
        synchronized (object) {
            while (!condition.get()) {
                long now = milliseconds();
                if (now >= deadline) {
                    throw new org.apache.kafka.common.errors.TimeoutException("not in time");
                }
                object.wait(deadline - now);
            }
        }
    }
}
