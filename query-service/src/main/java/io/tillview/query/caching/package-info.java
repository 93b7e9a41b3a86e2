/**
 * Answers that are kept. One counts for as long as the segments it was made of are the ones that Brokers serve; time alone decides only
 * where rows are still being added.
 *
 * <p>{@link io.tillview.query.caching.CachedRows} finds rows, or asks for what is missing of them. Whoever calls it has been allowed to
 * read them: nothing about who may is kept here.
 */
package io.tillview.query.caching;
