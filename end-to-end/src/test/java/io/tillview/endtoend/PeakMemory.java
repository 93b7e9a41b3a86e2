package io.tillview.endtoend;

import io.tillview.cluster.Ports.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How much more memory a service's process has had at most than when this was made, by the kernel's own marks. */
final class PeakMemory {
    private static final long KIBIBYTE = 1024;

    private final Path process;
    private final long before;

    PeakMemory(Tillview tillview, Endpoint service) throws IOException, InterruptedException {
        this.process = Path.of("/proc/" + tillview.process(service).pid());
        // Sets the mark of the highest resident set back to the present one.
        Files.writeString(process.resolve("clear_refs"), "5");
        this.before = bytes("VmRSS:");
    }

    long grownBytes() throws IOException {
        return bytes("VmHWM:") - before;
    }

    private long bytes(String field) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith(field))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIBIBYTE)
                .findFirst()
                .orElseThrow();
    }
}
