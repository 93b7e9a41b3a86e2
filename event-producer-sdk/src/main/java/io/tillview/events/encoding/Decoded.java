package io.tillview.events.encoding;

/** What bytes turn out to be: an event, or what is wrong with them. */
public sealed interface Decoded permits DecodedEvent, InvalidEvent {}
