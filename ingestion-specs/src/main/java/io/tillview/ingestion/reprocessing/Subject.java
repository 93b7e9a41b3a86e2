package io.tillview.ingestion.reprocessing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.tillview.ingestion.ReprocessingRefusedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Whose rows are erased: a merchant's, or a customer's, of one merchant or of all.
 *
 * @param merchant the merchant's id
 * @param customer the customer's id
 */
public record Subject(Optional<String> merchant, Optional<String> customer) {
    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final int LONGEST = 128;
    private static final int DIGEST_LENGTH = 12;
    private static final String ID_CHARACTER = "[A-Za-z0-9_-]";

    public Subject {
        requireNonNull(merchant, "merchant");
        requireNonNull(customer, "customer");
        if (merchant.isEmpty() && customer.isEmpty()) {
            throw new ReprocessingRefusedException("erase", "nobody is named", "Name --merchant or --customer.");
        }
        for (Optional<String> id : List.of(merchant, customer)) {
            if (id.filter(text -> text.isBlank() || text.length() > LONGEST).isPresent()) {
                throw new ReprocessingRefusedException(
                        "erase", "an id has 1 to " + LONGEST + " characters", "Give the id as the events have it.");
            }
        }
    }

    /** Names the erasure in task ids, which outlive it, without naming whom. */
    String run() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((merchant.orElse("") + "|" + customer.orElse("")).getBytes(UTF_8));
            return "erase_" + HexFormat.of().formatHex(hash).substring(0, DIGEST_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Which rows of events are theirs, as an expression of Druid's. */
    String event() {
        List<String> conditions = new ArrayList<>();
        merchant.ifPresent(id -> conditions.add("merchant_id == " + Expressions.text(id)));
        customer.ifPresent(id -> conditions.add(customer(id)));
        return String.join(" && ", conditions);
    }

    /** Which rejected records name them anywhere in their key, their bytes or what is said of them. */
    String rejected() {
        List<String> conditions = new ArrayList<>();
        merchant.ifPresent(id -> conditions.add(named(id)));
        customer.ifPresent(id -> conditions.add(named(id)));
        return String.join(" && ", conditions);
    }

    /** As ids are kept: a UUID as two numbers, any other as it is. */
    private static String customer(String id) {
        if (!UUID_TEXT.matcher(id).matches()) {
            return "customer_id == " + Expressions.text(id);
        }
        UUID uuid = UUID.fromString(id);
        long low = uuid.getLeastSignificantBits();
        return "customer_low == " + number(low) + " && customer_key == " + number(uuid.getMostSignificantBits() ^ low);
    }

    /** A negative number is no literal of its own in an expression. */
    private static String number(long value) {
        return "cast('" + value + "', 'LONG')";
    }

    private static String named(String id) {
        String pattern = Expressions.text("(^|[^A-Za-z0-9_-])" + escaped(id) + "($|[^A-Za-z0-9_-])");
        List<String> places = new ArrayList<>();
        for (String column : List.of("record_key", "value_text", "message", "decode_base64_utf8(value_base64)")) {
            places.add("regexp_like(nvl(" + column + ", ''), " + pattern + ")");
        }
        return "(" + String.join(" || ", places) + ")";
    }

    /** Every character as it is, or as JSON may escape it. */
    private static String escaped(String id) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < id.length(); i++) {
            String character = id.substring(i, i + 1);
            String plain = character.matches(ID_CHARACTER) ? character : Pattern.quote(character);
            pattern.append(String.format("(?:%s|(?i:\\\\u%04x))", plain, (int) id.charAt(i)));
        }
        return pattern.toString();
    }
}
