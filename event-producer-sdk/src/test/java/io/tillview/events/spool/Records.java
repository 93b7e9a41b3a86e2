package io.tillview.events.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What spool tests write and read: records numbered by their id, with values that tell which they are. */
final class Records {

    static final long MIB = 1024 * 1024;

    private Records() {}

    static SpoolSettings settings(Path folder) {
        return settings(folder, MIB, SpoolFullPolicy.DROP_NEWEST, Duration.ZERO);
    }

    static SpoolSettings settings(Path folder, long maxBytes, SpoolFullPolicy policy, Duration wait) {
        return new SpoolSettings(folder, maxBytes, policy, wait, Duration.ofMillis(50));
    }

    static Spool open(Path folder) throws IOException {
        return Spool.open(settings(folder), record -> {});
    }

    static Spool open(SpoolSettings settings, Consumer<SpooledRecord> gaveWay) throws IOException {
        return Spool.open(settings, gaveWay);
    }

    static NewRecord record(long number, int bytes) {
        return new NewRecord(("m-" + number % 5).getBytes(UTF_8), value(number, bytes), 7, number, 3);
    }

    static byte[] value(long number, int bytes) {
        byte[] value = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            value[i] = (byte) (number * 31 + i);
        }
        return value;
    }

    /** Appends a record that waits in line; its place, null if it was refused. */
    static SpoolPlace append(Spool spool, long number, int bytes) {
        SpoolPlace place = new SpoolPlace();
        Appended appended = spool.append(place, record(number, bytes), Purpose.IN_LINE, true);
        return appended == Appended.WAITING ? place : null;
    }

    /** The numbers of all that wait, in order; they stay handed out. */
    static List<Long> takeAll(Spool spool) {
        List<Long> numbers = new ArrayList<>();
        SpoolPlace place = new SpoolPlace();
        for (SpooledRecord record = spool.take(place); record != null; record = spool.take(place)) {
            numbers.add(record.idLow());
        }
        return numbers;
    }

    /** The same, and all of them are settled. */
    static List<Long> drain(Spool spool) {
        List<Long> numbers = new ArrayList<>();
        SpoolPlace place = new SpoolPlace();
        for (SpooledRecord record = spool.take(place); record != null; record = spool.take(place)) {
            numbers.add(record.idLow());
            spool.settle(place);
        }
        return numbers;
    }
}
