package io.tillview.cluster.containers;

import io.tillview.cluster.Service.Launch;
import java.util.stream.Collectors;

/**
 * A launch as a shell script, for a container's first process to turn into: nothing of the JVM that prepared it stays. The
 * script removes itself before anything else, for its environment holds secrets.
 */
final class LaunchScript {
    private LaunchScript() {}

    static String of(Launch launch) {
        StringBuilder script = new StringBuilder("rm -f -- \"$0\"\n");
        launch.environment().forEach((name, value) -> script.append("export ")
                .append(name)
                .append('=')
                .append(quote(value))
                .append('\n'));
        return script.append("exec ")
                .append(launch.command().stream().map(LaunchScript::quote).collect(Collectors.joining(" ")))
                .append('\n')
                .toString();
    }

    private static String quote(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
