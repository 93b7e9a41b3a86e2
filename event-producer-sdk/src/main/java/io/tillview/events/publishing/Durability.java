package io.tillview.events.publishing;

/** Where an accepted event is when {@code publish} returns, and so what it survives. */
public enum Durability {
    /** In the spool on disk, and perhaps already on its way: it survives the end of the process, however that comes. */
    SPOOLED,
    /** In memory, on its way to Kafka: it is lost if the process is killed before Kafka has it. */
    IN_MEMORY
}
