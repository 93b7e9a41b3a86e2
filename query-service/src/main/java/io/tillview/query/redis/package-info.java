/** Redis as the store of what replicas share: it may be away, slow, empty or tampered with, and no answer is wrong for it. */
package io.tillview.query.redis;
