package io.tillview.query.caching;

import java.util.List;
import java.util.Map;

/**
 * A store that several replicas share, and that may lose anything at any time. What comes out of it isn't trusted.
 *
 * <p>Implementations are safe for use by many threads.
 */
public interface SharedStore {
    /** Holds nothing. */
    SharedStore NONE = new SharedStore() {
        @Override
        public Map<String, byte[]> get(List<String> names) {
            return Map.of();
        }

        @Override
        public void put(String name, byte[] value) {
            // There is no place for it.
        }

        @Override
        public void purge(String prefix) {
            // There is nothing.
        }
    };

    /**
     * Looks some up. Blocks for a moment at most; what isn't there by then isn't there.
     *
     * @param names what they are called
     * @return those that are there
     */
    Map<String, byte[]> get(List<String> names);

    /** Keeps one, if it can. Returns at once. */
    void put(String name, byte[] value);

    /**
     * Loses all whose name begins in a certain way. Blocks until they are gone.
     *
     * @param prefix letters, digits, {@code -}, {@code _}, {@code .} and {@code :}
     * @throws SharedStoreUnavailableException if they may still be there
     */
    void purge(String prefix);
}
