package io.tillview.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The runtime's Kafka without the rest of an installation: one broker on loopback, on free ports, with the JVM options it has in an
 * installation, no passwords, and topics of four partitions that are made when they are first written to. What it stored is
 * removed when it is closed. Belongs to one thread.
 */
final class KafkaAlone implements AutoCloseable {
    private static final int START_SECONDS = 60;

    /** Any 16 bytes in Base64. */
    private static final String CLUSTER_ID = "dGlsbHZpZXctYmVuY2gtMQ";

    private final Path home;
    private final Path folder;
    private final int port = freePort();
    private Process process;

    /** Prepares its store in a folder of the benchmark's; nothing runs yet. */
    KafkaAlone(Path home, Path parent) throws InterruptedException {
        this.home = home;
        try {
            this.folder = Files.createTempDirectory(parent, "kafka");
            Files.writeString(folder.resolve("server.properties"), properties(freePort()), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Process format = java("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c");
        if (format.waitFor() != 0) {
            throw failed("Kafka's storage could not be formatted");
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** Returns once its port is open. */
    void start() throws InterruptedException {
        process = java("kafka.Kafka");
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!isListening()) {
            if (!process.isAlive() || System.nanoTime() > giveUp) {
                throw failed("Kafka does not start");
            }
            Thread.sleep(50);
        }
    }

    /** As a power cut would; it is started again with what it stored. */
    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder with the runtime's Kafka in jars. */
    static Path libraries(Path home) {
        return home.resolve("druid-cluster/runtime/target/runtime/kafka/lib");
    }

    private String properties(int controllerPort) {
        return String.join(
                "\n",
                "process.roles=broker,controller",
                "node.id=1",
                "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                "controller.listener.names=CONTROLLER",
                "listeners=CLIENTS://" + address() + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners=CLIENTS://" + address(),
                "listener.security.protocol.map=CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name=CLIENTS",
                "log.dirs=" + folder.resolve("log"),
                "log.message.timestamp.type=LogAppendTime",
                "auto.create.topics.enable=true",
                "num.partitions=4",
                "num.network.threads=2",
                "num.io.threads=4",
                "offsets.topic.replication.factor=1",
                "group.initial.rebalance.delay.ms=0",
                "");
    }

    private Process java(String main, String... words) {
        try {
            List<String> line = new ArrayList<>(List.of(ChildJvm.java()));
            Files.readAllLines(home.resolve("druid-cluster/conf/kafka/jvm.config")).stream()
                    .map(String::strip)
                    .filter(option -> option.startsWith("-"))
                    .forEach(line::add);
            line.addAll(List.of("-cp", libraries(home) + "/*", main));
            line.addAll(List.of(words));
            line.add(folder.resolve("server.properties").toString());
            return new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isListening() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Path log() {
        return folder.resolve("kafka.out");
    }

    private BenchmarkException failed(String what) {
        try {
            return new BenchmarkException(what + ": " + Files.readString(log()).strip());
        } catch (IOException e) {
            return new BenchmarkException(what, e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
