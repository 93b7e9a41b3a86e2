package io.tillview.demo;

import java.util.SplittableRandom;

/** A shop's visitors: about as many as three days bring, so that some come again. */
final class Clientele {
    private static final Choice COUNTRIES_EAST =
            Choice.of("DE", 46, "AT", 12, "CH", 9, "FR", 13, "NL", 8, "PL", 5, "IT", 7);
    private static final Choice COUNTRIES_WEST = Choice.of("US", 70, "CA", 15, "MX", 8, "GB", 7);
    private static final Choice DEVICES = Choice.of("phone", 58, "desktop", 33, "tablet", 9);
    private static final long VISITOR = 11;
    private static final long CUSTOMER = 13;

    private final Shop shop;
    private final long seed;
    private final int size;

    Clientele(Shop shop, long seed, double visitsOfADay) {
        this.shop = shop;
        this.seed = seed;
        this.size = (int) Math.max(5, Math.min(Integer.MAX_VALUE, Math.round(visitsOfADay * 3)));
    }

    Shop shop() {
        return shop;
    }

    /** Somebody, who is the same in every respect each time. */
    Visitor draw(SplittableRandom chance) {
        int number = chance.nextInt(size);
        SplittableRandom own = new SplittableRandom(Mixing.of(seed ^ VISITOR, shop.number(), number));
        String country = (shop.hoursFromUtc() < 0 ? COUNTRIES_WEST : COUNTRIES_EAST).draw(own);
        return new Visitor(id("v-", VISITOR, number), id("c-", CUSTOMER, number), country, DEVICES.draw(own));
    }

    private String id(String prefix, long kind, int number) {
        return prefix + Long.toHexString(Mixing.of(seed ^ kind, shop.number(), number) >>> 8);
    }

    /**
     * One visitor.
     *
     * @param visitorId as anybody
     * @param customerId as a customer, once there is an order
     * @param country from where
     * @param device with what
     */
    record Visitor(String visitorId, String customerId, String country, String device) {}
}
