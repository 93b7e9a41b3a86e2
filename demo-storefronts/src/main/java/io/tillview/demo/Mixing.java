package io.tillview.demo;

/** Makes one well-spread number of several: the finalizer of MurmurHash3 over a running sum. */
final class Mixing {
    private Mixing() {}

    static long of(long first, long second, long third) {
        return finish(finish(finish(first) + second * 0x9E3779B97F4A7C15L) + third * 0xC2B2AE3D27D4EB4FL);
    }

    private static long finish(long z) {
        long mixed = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
