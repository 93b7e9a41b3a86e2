package io.tillview.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What this JVM spends between two moments: time, CPU time of all its threads (the compiler's and the collector's too), and
 * memory that its Java threads allocated, without those that ended meanwhile.
 */
final class Spent {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long allocated = allocatedBytes();
    private final long cpu = SYSTEM.getProcessCpuTime();
    private final long begun = System.nanoTime();

    /** Begins now. */
    Spent() {}

    /** Until now: {@code seconds}, {@code cpuSeconds}, {@code allocatedBytes}. */
    Map<String, Double> soFar() {
        long ended = System.nanoTime();
        Map<String, Double> spent = new LinkedHashMap<>();
        spent.put("seconds", (ended - begun) / 1e9);
        spent.put("cpuSeconds", (SYSTEM.getProcessCpuTime() - cpu) / 1e9);
        spent.put("allocatedBytes", (double) (allocatedBytes() - allocated));
        return spent;
    }

    private static long allocatedBytes() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes);
        }
        return sum;
    }
}
