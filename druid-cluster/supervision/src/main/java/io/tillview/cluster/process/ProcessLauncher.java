package io.tillview.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Launches a program as a session of its own, so that Ctrl-C at the terminal reaches the supervisor only and it can stop
 * the programs in order. Thread-safe.
 */
public final class ProcessLauncher {
    /**
     * Writes down who it is, then becomes the program: there is no moment in which it runs unrecorded. It becomes the
     * program only under a living supervisor: one that was killed earlier may have been cleaned up after already, by
     * someone who could not find the record yet.
     */
    private static final String RECORD_THEN_BECOME =
            """
            supervisor=$1; record=$2; shift 2
            umask 077
            field() { read -r stat < /proc/$$/stat; n=$1; set -f; set -- ${stat##*) }; eval "echo \\${$n}"; }
            read -r boot < /proc/sys/kernel/random/boot_id
            printf '%s %s %s\\n' "$$" "$(field 20)" "$boot" > "$record.$$" && mv "$record.$$" "$record" || exit 71
            [ "$(field 2)" = "$supervisor" ] || exit 72
            exec "$@"
            """;

    private ProcessLauncher() {}

    /**
     * Launches {@code command}; the files it makes are its owner's alone.
     *
     * @param record where its {@link ProcessIdentity} is written, replacing an older one
     * @param output where its standard output and error go, replacing older ones
     * @return the process; the record is there once the program itself runs
     * @throws IOException when it cannot be launched
     */
    public static Process launch(List<String> command, Map<String, String> environment, Path record, Path output)
            throws IOException {
        return launch(ProcessHandle.current().pid(), command, environment, record, output);
    }

    static Process launch(
            long supervisor, List<String> command, Map<String, String> environment, Path record, Path output)
            throws IOException {
        Files.deleteIfExists(record);
        List<String> line = new ArrayList<>(List.of("setsid", "sh", "-c", RECORD_THEN_BECOME, "tillview"));
        line.add(Long.toString(supervisor));
        line.add(record.toString());
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }
}
