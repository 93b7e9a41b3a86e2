package io.tillview.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How the rows of an export are written. */
public enum ExportFormat {
    /** RFC 4180, UTF-8, with a line of names first. */
    CSV("text/csv; charset=utf-8"),
    /** One JSON object a line. */
    NDJSON("application/x-ndjson");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    /** What it is called in a header. */
    public String mediaType() {
        return mediaType;
    }

    /** Its name in a request, which files end in, too. */
    public String externalName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The format of this name in a request. */
    public static Optional<ExportFormat> named(String externalName) {
        return Arrays.stream(values())
                .filter(format -> format.externalName().equals(externalName))
                .findFirst();
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ExportFormat::externalName).toList();
    }
}
