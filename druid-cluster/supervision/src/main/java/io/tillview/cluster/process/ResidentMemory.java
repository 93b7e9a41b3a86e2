package io.tillview.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory a process holds, as the Linux kernel counts it (proc(5)). */
public final class ResidentMemory {
    private ResidentMemory() {}

    /**
     * The resident set of a process in bytes ({@code VmRSS}); pages shared between processes count in each.
     *
     * @return empty when the process is gone
     */
    public static OptionalLong of(long pid) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
