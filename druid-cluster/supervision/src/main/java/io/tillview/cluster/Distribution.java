package io.tillview.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The programs as built: Druid's, Kafka's, ZooKeeper's and PostgreSQL's runtime folder, the packaged query-service and
 * the packaged demo.
 *
 * @param runtime the folder with {@code lib/}, {@code extensions/}, {@code kafka/}, {@code postgresql/} and {@code conf/}
 * @param queryService the folder with {@code quarkus-run.jar}
 * @param demo the folder with the demo's jars; needed only by who starts the demo
 * @param command the folder with the command's {@code classes} and {@code lib}; needed only by who starts the upkeep
 * @param javaHome the JDK the services run on
 */
public record Distribution(Path runtime, Path queryService, Path demo, Path command, Path javaHome) {
    public Distribution {
        runtime = absolute(runtime, "runtime");
        queryService = absolute(queryService, "queryService");
        demo = absolute(demo, "demo");
        command = absolute(command, "command");
        javaHome = absolute(javaHome, "javaHome");
    }

    /**
     * The programs of a built source tree, run on the JDK that runs the caller.
     *
     * @throws ClusterException when the tree has not been built
     */
    public static Distribution ofSourceTree(Path root) {
        var distribution = new Distribution(
                root.resolve("druid-cluster/runtime/target/runtime"),
                root.resolve("query-service/target/quarkus-app"),
                root.resolve("demo-storefronts/target/app"),
                root.resolve("command/target"),
                Path.of(System.getProperty("java.home")));
        for (Path needed : new Path[] {
            distribution.runtime().resolve("lib"),
            distribution.runtime().resolve("conf"),
            distribution.runtime().resolve("postgresql/bin/postgres"),
            distribution.queryService().resolve("quarkus-run.jar")
        }) {
            if (!Files.exists(needed)) {
                throw new ClusterException(needed + " is missing: build first, with mvn -DskipTests package");
            }
        }
        return distribution;
    }

    /** The programs of a container image: the cluster's and the demo's, without query-service, which has its own image. */
    public static Distribution ofImage(Path root) {
        return new Distribution(
                root.resolve("runtime"),
                root.resolve("query-service"),
                root.resolve("demo"),
                root.resolve("command"),
                Path.of(System.getProperty("java.home")));
    }

    /** The {@code java} program. */
    public Path java() {
        return javaHome.resolve("bin/java");
    }

    /** The configuration as shipped, with {@code ${…}} still to be filled in. */
    public Path conf() {
        return runtime.resolve("conf");
    }

    /** Without symbolic links where it exists: class-data archives know their jars by their real paths. */
    private static Path absolute(Path path, String name) {
        Path absolute = Objects.requireNonNull(path, name).toAbsolutePath().normalize();
        try {
            return Files.exists(absolute) ? absolute.toRealPath() : absolute;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
