package io.tillview.benchmarks;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Draws merchants as they ask: the one of rank r, counted from 1, with a probability of 1/r to that of the first (a Zipf distribution with
 * s = 1). Its merchants are named {@code shop-0} and so on, by rank. Safe for use by many threads.
 */
final class ZipfMerchants {
    private final int skipped;
    private final double[] upTo;

    /**
     * @param count how many merchants there are
     * @param skipped how many of the first ones are never drawn
     * @throws IllegalArgumentException if none is left
     */
    ZipfMerchants(int count, int skipped) {
        if (skipped < 0 || count <= skipped) {
            throw new IllegalArgumentException("Of " + count + " merchants, " + skipped + " can't be skipped");
        }
        this.skipped = skipped;
        this.upTo = new double[count - skipped];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += 1.0 / (skipped + i + 1);
            upTo[i] = sum;
        }
    }

    /** The name of the merchant of a rank, counted from 0. */
    static String name(int rank) {
        return "shop-" + rank;
    }

    /** A merchant's rank, counted from 0. */
    int draw(RandomGenerator random) {
        return at(random.nextDouble());
    }

    /**
     * Whose part of the distribution it is.
     *
     * @param share from 0, inclusive, to 1, exclusive
     */
    int at(double share) {
        int place = Arrays.binarySearch(upTo, share * upTo[upTo.length - 1]);
        // A part ends where the next one begins.
        int found = place < 0 ? -place - 1 : place + 1;
        return skipped + Math.min(found, upTo.length - 1);
    }
}
