package io.tillview.query.http;

import io.tillview.query.suspensions.MemorySuspensionStore;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Stands in for the directory database. */
@Alternative
@Priority(1)
@Singleton
class FakeSuspensions extends MemorySuspensionStore {
    FakeSuspensions() {
        super(InstantSource.system());
    }
}
