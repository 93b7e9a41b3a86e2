package io.tillview.events.publishing;

/**
 * What has to be true of an event before {@code publish} accepts it. What is said of the machine holds for a spool on a local
 * disk; a delivered event is Kafka's, and none of this touches it.
 *
 * <table>
 * <caption>What an accepted event that is not delivered yet survives</caption>
 * <tr><th></th><th>{@link #WRITE_AHEAD}</th><th>{@link #OVERFLOW}, Kafka healthy</th><th>{@link #OVERFLOW}, Kafka away</th></tr>
 * <tr><td>{@code close} in time</td><td>yes</td><td>yes</td><td>yes</td></tr>
 * <tr><td>{@code kill -9}, out of memory</td><td>yes</td><td>no</td><td>what was published since Kafka stopped taking events: yes;
 *     what Kafka's producer already held: no</td></tr>
 * <tr><td>power cut, kernel crash</td><td colspan="3">what the spool held for longer than the sync interval: yes; the rest: no</td></tr>
 * <tr><td>loss of the disk</td><td colspan="3">no</td></tr>
 * </table>
 */
public enum DurabilityMode {
    /**
     * Every accepted event is in the spool before {@code publish} returns. While Kafka takes events, the disk's refusal (full,
     * broken) makes an event go from memory, which its {@link Durability} tells.
     */
    WRITE_AHEAD,

    /** Events go from memory while Kafka takes them, and to the spool once it doesn't; a clean close spools what is left. */
    OVERFLOW
}
