package io.tillview.demo;

import io.tillview.demo.Clientele.Visitor;
import io.tillview.demo.Step.Product;
import io.tillview.events.EventId;
import io.tillview.events.EventType;
import io.tillview.events.MerchantEvent;
import io.tillview.events.MerchantEventBuilder;
import io.tillview.events.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** One session of one visitor: pages, products, perhaps a cart, a checkout, an order, and a refund. */
final class Visit {
    /** How many events a visit has on average, about. */
    static final double MEAN_EVENTS = 5.63;

    private static final EventType WISHLIST_ADDED = new EventType("wishlist_added");
    private static final Choice CHANNELS =
            Choice.of("organic", 34, "ads", 22, "direct", 18, "email", 11, "social", 10, "affiliate", 5);
    private static final Choice CAMPAIGNS = Choice.of("autumn-sale", 5, "newsletter", 3, "brand", 2);
    private static final Choice CATEGORIES = Choice.of("coats", 22, "shoes", 26, "bags", 14, "shirts", 30, "gifts", 8);
    private static final Choice BROWSERS = Choice.of("Chrome", 60, "Safari", 26, "Firefox", 9, "Edge", 5);
    private static final Choice VARIANTS = Choice.of("control", 1, "large-photos", 1);
    private static final int PRODUCTS = 200;
    private static final long PAGE_PAUSE = 45_000;
    private static final long REFUND_PAUSE = 4 * 3_600_000L;

    private final Visitor visitor;
    private final String merchantId;
    private final String sessionId;
    private final String channel;
    private final String campaign;
    private final String browser;
    private final String variant;
    private final List<Step> steps = new ArrayList<>();

    private Visit(Clientele clientele, SplittableRandom chance) {
        visitor = clientele.draw(chance);
        merchantId = clientele.shop().merchantId();
        sessionId = "s-" + Long.toHexString(chance.nextLong() >>> 4);
        channel = CHANNELS.draw(chance);
        campaign = channel.equals("ads") || channel.equals("email") ? CAMPAIGNS.draw(chance) : null;
        browser = BROWSERS.draw(chance);
        variant = VARIANTS.draw(chance);
    }

    /** A visit that chance made. */
    static Visit of(Clientele clientele, SplittableRandom chance) {
        Visit visit = new Visit(clientele, chance);
        visit.browse(clientele.shop(), chance);
        return visit;
    }

    List<Step> steps() {
        return steps;
    }

    private void browse(Shop shop, SplittableRandom chance) {
        int pages = 1 + chance.nextInt(4);
        for (int i = 0; i < pages; i++) {
            step(EventType.PAGE_VIEWED, null, null, 0, null, pause(chance));
        }
        Product product = null;
        int products = chance.nextInt(5);
        for (int i = 0; i < products; i++) {
            product = new Product("p-" + (1000 + chance.nextInt(PRODUCTS)), CATEGORIES.draw(chance));
            step(EventType.PRODUCT_VIEWED, product, null, 0, null, pause(chance));
            if (chance.nextInt(12) == 0) {
                step(WISHLIST_ADDED, product, null, 0, null, pause(chance));
            }
        }
        if (product != null && chance.nextInt(100) < 55) {
            step(EventType.CART_ITEM_ADDED, product, null, 1 + chance.nextInt(3), null, pause(chance));
            if (chance.nextInt(100) < 65) {
                step(EventType.CHECKOUT_STARTED, product, null, 0, null, pause(chance));
                if (chance.nextInt(100) < 75) {
                    buy(shop, product, chance);
                }
            }
        }
    }

    private void buy(Shop shop, Product product, SplittableRandom chance) {
        String orderId = "o-" + Long.toHexString(chance.nextLong() >>> 12);
        Money paid = price(shop, chance);
        step(EventType.ORDER_PLACED, product, paid, 1 + chance.nextInt(3), orderId, pause(chance));
        if (chance.nextInt(100) < 7) {
            boolean half = chance.nextInt(3) == 0;
            Money back = half ? Money.of(Math.max(1, paid.minorUnits() / 2), paid.currency()) : paid;
            step(EventType.ORDER_REFUNDED, product, back, 0, orderId, chance.nextLong(1, REFUND_PAUSE));
        }
    }

    /** Most orders are small, few are large: a log-normal amount around 45 units of the dollar's size. */
    private static Money price(Shop shop, SplittableRandom chance) {
        List<String> all = shop.currencies();
        String code = all.size() > 1 && chance.nextInt(5) == 0 ? all.get(1) : all.get(0);
        int digits = Currency.getInstance(code).getDefaultFractionDigits();
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += chance.nextDouble();
        }
        double units = 45 * StrictMath.exp((sum - 2) * 1.4) * size(code);
        return Money.of(Math.max(1, StrictMath.round(units * StrictMath.pow(10, digits))), code);
    }

    private static double size(String currency) {
        return switch (currency) {
            case "JPY" -> 150;
            case "INR" -> 80;
            case "KWD" -> 0.3;
            default -> 1;
        };
    }

    private void step(EventType type, Product product, Money amount, int quantity, String order, long pauseMillis) {
        steps.add(new Step(type, product, amount, quantity, order, pauseMillis));
    }

    private static long pause(SplittableRandom chance) {
        return chance.nextLong(500, PAGE_PAUSE);
    }

    /** The event of one of the steps. */
    MerchantEvent event(Step step, long epochMillis, SplittableRandom chance) {
        MerchantEventBuilder event = MerchantEvent.builder()
                .eventId(id(epochMillis, chance))
                .merchantId(merchantId)
                .eventType(step.type())
                .occurredAt(java.time.Instant.ofEpochMilli(epochMillis))
                .visitorId(visitor.visitorId())
                .sessionId(sessionId)
                .channel(channel)
                .country(visitor.country())
                .device(visitor.device())
                .browser(browser)
                .pagePath(path(step))
                .attribute("variant", variant);
        if (campaign != null) {
            event.campaign(campaign);
        }
        if (step.product() != null) {
            event.productId(step.product().id()).productCategory(step.product().category());
        }
        if (step.amount() != null) {
            event.amount(step.amount()).orderId(step.orderId()).customerId(visitor.customerId());
        }
        if (step.quantity() > 0) {
            event.quantity(step.quantity());
        }
        return event.build();
    }

    private static String path(Step step) {
        return step.product() == null
                ? "/"
                : "/" + step.product().category() + "/" + step.product().id();
    }

    /** A UUID of version 7 whose random bits come from the same chance as all else. */
    private static EventId id(long epochMillis, SplittableRandom chance) {
        long high = (epochMillis << 16) | 0x7000L | (chance.nextLong() >>> 52);
        long low = 0x8000_0000_0000_0000L | (chance.nextLong() >>> 2);
        return new EventId(new UUID(high, low));
    }
}
