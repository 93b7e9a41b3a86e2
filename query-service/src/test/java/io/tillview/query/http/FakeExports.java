package io.tillview.query.http;

import io.tillview.query.exports.MemoryExportStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Stands in for the directory database. */
@Alternative
@Priority(1)
@Singleton
class FakeExports extends MemoryExportStore {
    FakeExports() {
        super(InstantSource.system());
    }
}
