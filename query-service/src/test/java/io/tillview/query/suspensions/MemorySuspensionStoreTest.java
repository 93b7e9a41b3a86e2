package io.tillview.query.suspensions;

import java.time.InstantSource;

/** The fake keeps to what the database does. */
class MemorySuspensionStoreTest extends SuspensionStoreContract {
    @Override
    protected SuspensionStore emptyStore() {
        return new MemorySuspensionStore(InstantSource.system());
    }
}
