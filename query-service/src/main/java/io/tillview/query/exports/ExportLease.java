package io.tillview.query.exports;

import java.util.UUID;

/** Whether a replica may go on writing an export. Safe for use by many threads. */
final class ExportLease {
    private final UUID export;
    private volatile boolean lost;
    private volatile boolean stopping;

    ExportLease(UUID export) {
        this.export = export;
    }

    UUID export() {
        return export;
    }

    /** The claim doesn't hold any more: somebody else has the export, or nobody wants it. */
    void lose() {
        lost = true;
    }

    /** This replica ends. */
    void stop() {
        stopping = true;
    }

    boolean isLost() {
        return lost;
    }

    boolean mayGoOn() {
        return !lost && !stopping;
    }
}
