package io.tillview.events.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The real Kafka, one broker in KRaft mode on loopback, as a process of its own that a test can kill and start again. */
final class KafkaBroker implements AutoCloseable {

    private final Path folder;
    private final Path properties;
    private final int port;
    private Process process;

    private KafkaBroker(Path folder, Path properties, int port) {
        this.folder = folder;
        this.properties = properties;
        this.port = port;
    }

    /** A broker with an empty store, not started; nothing listens on its port yet. */
    static KafkaBroker prepare(Path folder) throws IOException, InterruptedException {
        return prepare(folder, List.of());
    }

    /** The same with more lines in its properties. */
    static KafkaBroker prepare(Path folder, List<String> more) throws IOException, InterruptedException {
        int port = freePort();
        int controllerPort = freePort();
        Path properties = folder.resolve("server.properties");
        Files.writeString(
                properties,
                String.join(
                        "\n",
                        "process.roles=broker,controller",
                        "node.id=1",
                        "controller.quorum.voters=1@127.0.0.1:" + controllerPort,
                        "controller.listener.names=CONTROLLER",
                        "listeners=PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                        "advertised.listeners=PLAINTEXT://127.0.0.1:" + port,
                        "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "inter.broker.listener.name=PLAINTEXT",
                        "log.dirs=" + folder.resolve("log"),
                        "auto.create.topics.enable=false",
                        "offsets.topic.replication.factor=1",
                        "group.initial.rebalance.delay.ms=0",
                        String.join("\n", more)),
                UTF_8);
        KafkaBroker broker = new KafkaBroker(folder, properties, port);
        Process format = broker.java(
                "kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(), "-c", properties.toString());
        if (format.waitFor() != 0) {
            throw new IOException("formatting failed:\n" + broker.log());
        }
        return broker;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    void start() throws IOException {
        process = java("kafka.Kafka", properties.toString());
    }

    /** Waits until the broker answers, and makes the topic. */
    void createTopic(String topic, int partitions) throws Exception {
        createTopic(topic, partitions, Map.of("message.timestamp.type", "LogAppendTime"));
    }

    /** The same, with other settings. */
    void createTopic(String topic, int partitions, Map<String, String> settings) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(settings)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    /** Changes a setting of the topic. */
    void setTopic(String topic, String setting, String value) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    /** Lets everybody do everything with the topic, but not write to it. */
    void forbidWriting(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createAcls(List.of(
                            access(topic, AclOperation.ALL, AclPermissionType.ALLOW),
                            access(topic, AclOperation.WRITE, AclPermissionType.DENY)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    /** Takes that back. */
    void allowWriting(String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.deleteAcls(List.of(access(topic, AclOperation.WRITE, AclPermissionType.DENY)
                            .toFilter()))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private static AclBinding access(String topic, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:*", "*", operation, permission));
    }

    /** Ends it as a power cut would. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops its clock: it answers nothing more, and its connections stay open. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets it go on. */
    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill " + name + " failed");
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    String log() throws IOException {
        return Files.readString(folder.resolve("kafka.log"), UTF_8);
    }

    /** A JVM with the tests' classes, whose output goes to the log. */
    Process java(String... mainAndArguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(List.of(mainAndArguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("kafka.log").toFile()))
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
