package io.tillview.query.exports;

import java.time.InstantSource;

/** The fake keeps to what the database does. */
class MemoryExportStoreTest extends ExportStoreContract {
    @Override
    protected ExportStore emptyStore() {
        return new MemoryExportStore(InstantSource.system());
    }
}
