package io.tillview.ingestion.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.tillview.events.BrokenRule;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that is no event, as a row.
 *
 * <p>{@code reason}, {@code field}: the first broken rule and where; {@code message}: all of them. {@code record_key}: the key
 * as text. {@code value_bytes}: how many bytes the value has, null if the record has no value; {@code value_sha256}: their
 * digest in hexadecimal. The first {@value #KEPT_BYTES} bytes themselves are in {@code value_text} where they are UTF-8, else
 * in {@code value_base64}.
 */
final class RejectedRow extends RecordRow {

    /** What is kept of a value: twice what an event may have. The topic has the whole of it for as long as it keeps records. */
    static final int KEPT_BYTES = 64 * 1024;

    private static final int LONGEST_CHARACTER = 4;

    private final Arrival arrival;
    private final ConsumerRecord<byte[], byte[]> record;
    private final List<BrokenRule> rules;

    RejectedRow(RowLayout layout, Arrival arrival, ConsumerRecord<byte[], byte[]> record, List<BrokenRule> rules) {
        super(layout, arrival.millis());
        this.arrival = arrival;
        this.record = record;
        this.rules = rules;
    }

    @Override
    public Object getRaw(String column) {
        byte[] value = record.value();
        return switch (column) {
            case "reason" -> rules.get(0).rule().id();
            case "field" -> rules.get(0).field();
            case "message" -> rules.stream().map(BrokenRule::toString).collect(joining("; "));
            case "record_key" -> record.key() == null ? null : new String(record.key(), UTF_8);
            case "value_bytes" -> value == null ? null : (long) value.length;
            case "value_sha256" -> value == null ? null : sha256(value);
            case "value_text" -> value == null ? null : text(kept(value), value.length > KEPT_BYTES);
            case "value_base64" ->
                value == null || text(kept(value), value.length > KEPT_BYTES) != null
                        ? null
                        : Base64.getEncoder().encodeToString(kept(value));
            case KAFKA_PARTITION -> (long) arrival.partition();
            case KAFKA_OFFSET -> arrival.offset();
            case ARRIVED_AT -> arrival.millis();
            case REPLAY_OF -> arrival.replayOf();
            default -> null;
        };
    }

    private static byte[] kept(byte[] value) {
        return value.length > KEPT_BYTES ? Arrays.copyOf(value, KEPT_BYTES) : value;
    }

    /** The bytes as text, where they are UTF-8; of what was cut off, the last character may be missing. */
    private static String text(byte[] bytes, boolean cut) {
        for (int missing = 0; missing < (cut ? LONGEST_CHARACTER : 1); missing++) {
            try {
                return UTF_8.newDecoder()
                        .decode(ByteBuffer.wrap(bytes, 0, bytes.length - missing))
                        .toString();
            } catch (CharacterCodingException e) {
                // Perhaps only the end.
            }
        }
        return null;
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "RejectedRow[" + rules.get(0).rule().id() + " from " + arrival + "]";
    }
}
