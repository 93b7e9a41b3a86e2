package io.tillview.cluster.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How much memory a process holds, as the Linux kernel counts it (proc(5)). */
public final class ResidentMemory {
    private ResidentMemory() {}

    /**
     * The resident sets of a process and its descendants in bytes ({@code VmRSS}); pages shared between processes count
     * in each, so the sum is rather too high than too low.
     *
     * @return empty when the process is gone
     */
    public static OptionalLong of(long pid) {
        OptionalLong own = withoutDescendants(pid);
        if (own.isEmpty()) {
            return own;
        }
        long descendants = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(child -> withoutDescendants(child.pid()).orElse(0))
                .sum();
        return OptionalLong.of(own.getAsLong() + descendants);
    }

    /** The same without its descendants. */
    public static OptionalLong withoutDescendants(long pid) {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
