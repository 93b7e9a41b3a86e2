package io.tillview.demo;

import io.tillview.events.EventType;
import io.tillview.events.Money;

/**
 * One thing a visitor does.
 *
 * @param type what
 * @param product which product it is about; null for none
 * @param amount what it costs or gives back; null for nothing
 * @param quantity how many pieces; 0 for no such number
 * @param orderId the order; null for none
 * @param pauseMillis how long after the step before it
 */
record Step(EventType type, Product product, Money amount, int quantity, String orderId, long pauseMillis) {

    /**
     * Something on sale.
     *
     * @param id its id
     * @param category its category
     */
    record Product(String id, String category) {}
}
