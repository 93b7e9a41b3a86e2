/**
 * Which segments answer: what each Broker serves, kept in step with it in the background. It is what tells whether an answer that was
 * kept still is the answer.
 *
 * <p>A fingerprint names the segments that may hold one scope's rows in one stretch of time. As long as it is the same, and none of
 * them is still growing, so is every answer from them.
 */
package io.tillview.query.segments;
