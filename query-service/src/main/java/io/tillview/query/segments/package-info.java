/**
 * Which segments answer: what each Broker serves, kept in step with it in the background. It is what tells whether an answer that was
 * kept still is the answer.
 *
 * <p>A fingerprint names the segments that may hold one scope's rows in one stretch of time. As long as it is the same, and none of
 * them is still growing, so is every answer from them.
 *
 * <p>{@link io.tillview.query.segments.PolledSegmentWatch} asks each Broker what changed through a
 * {@link io.tillview.query.segments.SegmentSource}, and {@link io.tillview.query.segments.ServedTimeline} puts that together.
 */
package io.tillview.query.segments;
