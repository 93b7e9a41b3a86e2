package io.tillview.events.kafka;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which merchants have at least a share of the recent events, by a sample and in bounded memory: Misra and Gries's counters
 * (Science of Computer Programming 2, 1982), of which {@code k} find everyone with more than one in {@code k + 1}. A merchant is
 * large from the end of a window of 4,096 sampled events until the end of one in which it had less than half the share, so that it
 * doesn't go to and fro.
 */
final class LargeMerchants {

    private static final int SAMPLED = 16;
    private static final int WINDOW = 4_096;

    private final double share;
    private final int counters;
    private final Map<ByteBuffer, Integer> counts = new HashMap<>();
    private int seen;
    private volatile byte[][] large = {};

    LargeMerchants(double share) {
        this.share = share;
        // Twice as many as the half share needs: counts are too low by at most a quarter of the share.
        this.counters = (int) Math.min(4_096, Math.ceil(4 / share));
    }

    /** Counts the merchant's event; whether it is a large one. */
    boolean sees(byte[] merchant) {
        if (ThreadLocalRandom.current().nextInt(SAMPLED) == 0) {
            count(merchant);
        }
        return isIn(large, merchant);
    }

    private static boolean isIn(byte[][] merchants, byte[] merchant) {
        for (byte[] each : merchants) {
            if (Arrays.equals(each, merchant)) {
                return true;
            }
        }
        return false;
    }

    private synchronized void count(byte[] merchant) {
        ByteBuffer key = ByteBuffer.wrap(merchant);
        if (counts.containsKey(key) || counts.size() < counters) {
            counts.merge(key, 1, Integer::sum);
        } else {
            counts.replaceAll((each, count) -> count - 1);
            counts.values().removeIf(count -> count == 0);
        }
        if (++seen == WINDOW) {
            byte[][] before = large;
            large = counts.entrySet().stream()
                    .filter(each -> each.getValue()
                            >= WINDOW * share * (isIn(before, each.getKey().array()) ? 0.5 : 0.75))
                    .map(each -> each.getKey().array())
                    .toArray(byte[][]::new);
            counts.clear();
            seen = 0;
        }
    }
}
