package io.tillview.benchmarks;

import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.util.List;

/**
 * The peer, in a JVM of its own: Kafka's {@code ProducerPerformance}, called twice with the same settings, of which the first
 * call warms the JVM up. Arguments: address, payload file, records to warm up with, records to measure.
 */
final class RawProducer {
    private RawProducer() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        // It is on the class path of this JVM alone: it would bring a web server into every installation.
        Method performance =
                Class.forName("org.apache.kafka.tools.ProducerPerformance").getMethod("main", String[].class);
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false));
        performance.invoke(null, (Object) line(arguments[0], arguments[1], "warm-up", arguments[2]));
        Spent spent = new Spent();
        performance.invoke(null, (Object) line(arguments[0], arguments[1], "raw", arguments[3]));
        var result = spent.soFar();
        System.setOut(out);
        ChildJvm.tell(result);
    }

    /** What the SDK's publisher sets, too. */
    private static String[] line(String address, String payloads, String topic, String records) {
        return List.of(
                        "--topic",
                        topic,
                        "--num-records",
                        records,
                        "--throughput",
                        "-1",
                        "--payload-file",
                        payloads,
                        "--producer-props",
                        "bootstrap.servers=" + address,
                        "acks=all",
                        "enable.idempotence=true",
                        "compression.type=lz4",
                        "linger.ms=20",
                        "batch.size=262144",
                        "buffer.memory=16777216")
                .toArray(String[]::new);
    }
}
