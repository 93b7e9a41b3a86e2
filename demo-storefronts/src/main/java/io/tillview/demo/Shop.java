package io.tillview.demo;

import java.util.List;

/**
 * One synthetic shop.
 *
 * @param merchantId its id
 * @param number its place in the Zipf order, from 1 for the largest
 * @param share which share of all sessions is its own, 0 to 1
 * @param currencies what it sells in; the first most of the time
 * @param hoursFromUtc how far its clock is ahead of UTC; without daylight saving, so that every week is like every other
 */
record Shop(String merchantId, int number, double share, List<String> currencies, int hoursFromUtc) {
    private static final List<List<String>> CURRENCIES = List.of(
            List.of("EUR"),
            List.of("USD"),
            List.of("EUR"),
            List.of("GBP"),
            List.of("JPY"),
            List.of("USD", "CAD"),
            List.of("INR"),
            List.of("KWD"),
            List.of("EUR", "CHF"));
    private static final int[] HOURS = {1, -5, 1, 0, 9, -8, 5, 3, 1};

    /** The shop at a place of the Zipf order. */
    static Shop at(int number, int of, double harmonic) {
        int kind = (number - 1) % CURRENCIES.size();
        int width = Math.max(4, Integer.toString(of).length());
        String id = number == 1 ? "demo" : "shop-" + String.format("%0" + width + "d", number);
        return new Shop(id, number, 1.0 / (number * harmonic), CURRENCIES.get(kind), HOURS[kind]);
    }
}
