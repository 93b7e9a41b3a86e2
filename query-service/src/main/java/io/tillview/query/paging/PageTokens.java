package io.tillview.query.paging;

import static java.util.Objects.requireNonNull;

import io.tillview.query.Interval;
import io.tillview.query.Question;
import io.tillview.query.paging.PageStart.After;
import io.tillview.query.paging.PageStart.First;
import io.tillview.query.paging.PageStart.Refused;
import io.tillview.tenancy.AllMerchants;
import io.tillview.tenancy.MerchantScope;
import io.tillview.tenancy.OneMerchant;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Makes page tokens and reads them. A token is signed with HMAC-SHA256 over what it says, the scope and the subject it was
 * given to; it holds neither, and no value of any row. Safe for use by many threads.
 */
public final class PageTokens {
    /** How long a token can be used. */
    public static final Duration TIME_TO_LIVE = Duration.ofHours(1);

    /** What it is signed with. */
    public static final String ALGORITHM = "HmacSHA256";

    private static final int VERSION = 1;
    private static final int MAC_BYTES = 32;
    private static final int MAX_CHARACTERS = 1_000;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final SecretKey key;
    private final InstantSource clock;

    /**
     * @param key the same in every replica, so that any of them can answer the next page
     * @param clock what expiry is held against
     */
    public PageTokens(SecretKey key, InstantSource clock) {
        this.key = requireNonNull(key, "key");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * The token for the rows after some.
     *
     * @param question the question that was answered
     * @param scope whose rows answered it
     * @param subject who asked
     * @param offset how many rows have been answered
     * @param seen which
     * @param dataThrough how far the data reached, if that is known
     */
    public String issue(
            Question question,
            MerchantScope scope,
            String subject,
            int offset,
            SeenRows seen,
            Optional<Instant> dataThrough) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        try {
            out.writeByte(VERSION);
            out.writeLong(clock.instant().plus(TIME_TO_LIVE).toEpochMilli());
            out.writeUTF(question.fingerprint());
            out.writeInt(offset);
            out.writeUTF(seen.fingerprint());
            out.writeLong(question.interval().from().toEpochMilli());
            out.writeLong(question.interval().to().toEpochMilli());
            out.writeLong(dataThrough.map(Instant::toEpochMilli).orElse(UNKNOWN));
            out.writeBoolean(question.comparison().isPresent());
            if (question.comparison().isPresent()) {
                out.writeLong(question.comparison().get().from().toEpochMilli());
                out.writeLong(question.comparison().get().to().toEpochMilli());
            }
            byte[] said = bytes.toByteArray();
            bytes.write(mac(said, scope, subject));
        } catch (IOException e) {
            throw new IllegalStateException("Memory can always be written.", e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * Where the page begins that a question asks for.
     *
     * @param question the question, with or without a token
     * @param scope whose rows may answer it
     * @param subject who asks
     */
    public PageStart open(Question question, MerchantScope scope, String subject) {
        if (question.pageToken().isEmpty()) {
            return new First();
        }
        byte[] token = decoded(question.pageToken().get());
        if (token.length <= MAC_BYTES) {
            return new Refused("This is no page token: send the one that 'page.nextPageToken' had, all of it.");
        }
        byte[] said = Arrays.copyOf(token, token.length - MAC_BYTES);
        byte[] signature = Arrays.copyOfRange(token, token.length - MAC_BYTES, token.length);
        // Before anything in it is believed, and in a time that tells nothing.
        if (!MessageDigest.isEqual(signature, mac(said, scope, subject))) {
            return new Refused(
                    "This page token was changed, or given to another caller, or about another merchant, or one rather"
                            + " than all:"
                            + " begin with the first page.");
        }
        try {
            return read(new DataInputStream(new ByteArrayInputStream(said)), question);
        } catch (IOException e) {
            return new Refused("This page token is of another version of this service: begin with the first page.");
        }
    }

    private PageStart read(DataInputStream in, Question question) throws IOException {
        if (in.readByte() != VERSION) {
            throw new IOException("Another version.");
        }
        if (!clock.instant().isBefore(Instant.ofEpochMilli(in.readLong()))) {
            return new Refused("This page token has expired: it can be used for " + TIME_TO_LIVE.toMinutes()
                    + " minutes. Begin with the first page.");
        }
        if (!in.readUTF().equals(question.fingerprint())) {
            return new Refused(
                    "This page token belongs to another question: send the body of the first page again, with"
                            + " nothing changed but 'pageToken'.");
        }
        int offset = in.readInt();
        String seen = in.readUTF();
        Interval interval = interval(in);
        long dataThrough = in.readLong();
        Optional<Interval> comparison = in.readBoolean() ? Optional.of(interval(in)) : Optional.empty();
        return new After(
                offset,
                seen,
                interval,
                comparison,
                dataThrough == UNKNOWN ? Optional.empty() : Optional.of(Instant.ofEpochMilli(dataThrough)));
    }

    private static Interval interval(DataInputStream in) throws IOException {
        Instant from = Instant.ofEpochMilli(in.readLong());
        return new Interval(from, Instant.ofEpochMilli(in.readLong()));
    }

    private static byte[] decoded(String token) {
        if (token.length() > MAX_CHARACTERS) {
            return new byte[0];
        }
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** No merchant's id is a star. */
    private static String whose(MerchantScope scope) {
        return scope instanceof AllMerchants
                ? "*"
                : ((OneMerchant) scope).merchant().value();
    }

    private byte[] mac(byte[] said, MerchantScope scope, String subject) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            // A merchant's id has no line break in it, so what belongs to whom can't be told in two ways.
            mac.update((whose(scope) + "\n" + subject + "\n").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(said);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + ALGORITHM + ".", e);
        }
    }
}
