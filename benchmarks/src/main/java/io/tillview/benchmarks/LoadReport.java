package io.tillview.benchmarks;

import java.util.List;

/**
 * What came of a load.
 *
 * @param seconds from the first request to the last answer
 * @param latencies milliseconds to each answer, in any order
 * @param wanted how many answers came as they have to
 * @param example what one was that didn't; null where all did
 * @param cpuSeconds what this JVM took for it
 */
record LoadReport(double seconds, List<Double> latencies, long wanted, String example, double cpuSeconds) {

    /** Copies the latencies. */
    LoadReport {
        latencies = List.copyOf(latencies);
    }

    /** How many answers there were. */
    int count() {
        return latencies.size();
    }

    /** Answers a second. */
    double perSecond() {
        return count() / seconds;
    }

    /** What this JVM took for a request and its answer, in microseconds of CPU time. */
    double cpuMicros() {
        return cpuSeconds * 1e6 / count();
    }

    /**
     * Itself, where enough answers came as they have to.
     *
     * @param share of all, 0 to 1
     * @throws BenchmarkException if there were fewer, or none at all
     */
    LoadReport with(double share) {
        if (latencies.isEmpty() || wanted < share * count()) {
            throw new BenchmarkException(
                    "Only " + wanted + " of " + count() + " answers are as they have to be; one is: " + example);
        }
        return this;
    }
}
