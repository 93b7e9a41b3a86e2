package io.tillview.query.caching;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;

/** Loses values by chance, and gives back wrong ones. Used by one thread. */
final class ForgetfulStore implements SharedStore {
    private final Map<String, byte[]> values = new TreeMap<>();
    private final SplittableRandom random;
    private final int oneIn;
    private int found;

    /** @param oneIn how many values it is that one is lost of, and one is wrong; 0 for none */
    ForgetfulStore(long seed, int oneIn) {
        this.random = new SplittableRandom(seed);
        this.oneIn = oneIn;
    }

    /** How replicas use a store, all with the same key. */
    static Sharing sharing(SharedStore store) {
        return new Sharing(store, new SecretKeySpec("of the replicas".getBytes(UTF_8), "HmacSHA256"));
    }

    @Override
    public Map<String, byte[]> get(List<String> names) {
        Map<String, byte[]> some = new HashMap<>();
        for (String name : names) {
            if (happens()) {
                values.remove(name);
            }
            byte[] value = values.get(name);
            if (value != null) {
                found++;
                some.put(name, happens() ? wrong(value) : value);
            }
        }
        return some;
    }

    @Override
    public void put(String name, byte[] value) {
        values.put(name, value);
    }

    @Override
    public void purge(String prefix) {
        values.keySet().removeIf(name -> name.startsWith(prefix));
    }

    /** All that it holds, to be changed at will. */
    Map<String, byte[]> values() {
        return values;
    }

    /** How many values it has given. */
    int found() {
        return found;
    }

    private boolean happens() {
        return oneIn > 0 && random.nextInt(oneIn) == 0;
    }

    /** Another's, cut off, or with a bit that has turned. */
    private byte[] wrong(byte[] value) {
        int kind = random.nextInt(3);
        if (kind == 0) {
            List<byte[]> all = new ArrayList<>(values.values());
            return all.get(random.nextInt(all.size()));
        }
        if (kind == 1) {
            return Arrays.copyOf(value, random.nextInt(value.length));
        }
        byte[] turned = value.clone();
        turned[random.nextInt(turned.length)] ^= (byte) (1 << random.nextInt(8));
        return turned;
    }
}
