/**
 * How an event becomes bytes and is read back: one JSON object in UTF-8, as {@code event.schema.json} describes it.
 *
 * <p>{@link io.tillview.events.encoding.JsonEventEncoder} writes what {@link io.tillview.events.encoding.JsonEventDecoder} reads,
 * equal in every field; the decoder also holds whatever other programs wrote to the same rules.
 */
package io.tillview.events.encoding;
