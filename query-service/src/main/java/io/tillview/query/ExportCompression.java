package io.tillview.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the file of an export is kept and sent. */
public enum ExportCompression {
    /** As it is. */
    NONE,
    /** Compressed: several gzip members one after the other, which every reader of gzip takes for one. */
    GZIP;

    /** Its name in a request. */
    public String externalName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The compression of this name in a request. */
    public static Optional<ExportCompression> named(String externalName) {
        return Arrays.stream(values())
                .filter(compression -> compression.externalName().equals(externalName))
                .findFirst();
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ExportCompression::externalName).toList();
    }
}
