package io.tillview.query.answering;

/** Whether there is anyone who could answer. */
@FunctionalInterface
public interface BrokerReach {

    /** Whether at least one Broker answers, asked just now; takes two seconds at most. */
    boolean isAnyAnswering();
}
