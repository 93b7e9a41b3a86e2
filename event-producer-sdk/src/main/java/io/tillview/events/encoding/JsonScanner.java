package io.tillview.events.encoding;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.BitSet;

/**
 * Reads JSON (RFC 8259) from bytes that are known to be UTF-8, to the letter: what it takes doesn't depend on which version of
 * a JSON library is at hand. It never goes deeper into its own stack than it is told to. Belongs to one thread.
 */
final class JsonScanner {

    private static final int LONGEST_LONG = 18;
    private static final int LONGEST_NUMBER = 1_000;

    private final byte[] json;
    private int at;
    private int textStart;
    private int textEnd;
    private boolean escaped;
    private boolean plainNumber;
    private boolean loneSurrogate;

    JsonScanner(byte[] json) {
        this.json = json;
    }

    /** Where the next byte is read. */
    int position() {
        return at;
    }

    /** Whether any text so far held half of a surrogate pair. */
    boolean hasLoneSurrogate() {
        return loneSurrogate;
    }

    /** The next byte that is no blank, without taking it; 0 at the end, which no JSON has there. */
    int peek() {
        while (at < json.length) {
            byte next = json[at];
            if (next != ' ' && next != '\n' && next != '\t' && next != '\r') {
                return next;
            }
            at++;
        }
        return 0;
    }

    /** Takes the next byte that is no blank if it is this one. */
    boolean take(int expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    void require(int expected) throws MalformedJsonException {
        if (!take(expected)) {
            throw malformed();
        }
    }

    /** Takes a text, whose place can be asked for until the next. */
    void text() throws MalformedJsonException {
        require('"');
        textStart = at;
        escaped = false;
        for (at = EightBytes.plainUntil(json, at); at < json.length; at = EightBytes.plainUntil(json, at)) {
            byte next = json[at];
            if (next == '"') {
                textEnd = at++;
                return;
            }
            if (next != '\\') {
                throw malformed();
            }
            escape();
            at++;
        }
        throw malformed();
    }

    private void escape() throws MalformedJsonException {
        escaped = true;
        at++;
        if (at == json.length) {
            throw malformed();
        }
        if (json[at] == 'u') {
            if (at + 4 >= json.length) {
                throw malformed();
            }
            for (int i = 0; i < 4; i++) {
                if (Character.digit(json[++at], 16) < 0) {
                    throw malformed();
                }
            }
        } else if ("\"\\/bfnrt".indexOf(json[at]) < 0) {
            throw malformed();
        }
    }

    int textStart() {
        return textStart;
    }

    int textEnd() {
        return textEnd;
    }

    boolean isEscaped() {
        return escaped;
    }

    /** The text last taken. */
    String lastText() {
        String text = text(json, textStart, textEnd, escaped);
        loneSurrogate |= escaped && !UTF_8.newEncoder().canEncode(text);
        return text;
    }

    /** A text by its place. */
    static String text(byte[] json, int start, int end, boolean escaped) {
        if (!escaped) {
            return new String(json, start, end - start, UTF_8);
        }
        StringBuilder text = new StringBuilder(end - start);
        int from = start;
        for (int i = start; i < end; i++) {
            if (json[i] == '\\') {
                text.append(new String(json, from, i - from, UTF_8));
                i++;
                if (json[i] == 'u') {
                    text.append((char) Integer.parseInt(new String(json, i + 1, 4, ISO_8859_1), 16));
                    i += 4;
                } else {
                    int known = "bfnrt".indexOf(json[i]);
                    text.append(known < 0 ? (char) json[i] : "\b\f\n\r\t".charAt(known));
                }
                from = i + 1;
            }
        }
        return text.append(new String(json, from, end - from, UTF_8)).toString();
    }

    /** Takes a number that begins here, whose place is the last text's. */
    void number() throws MalformedJsonException {
        textStart = at;
        if (at < json.length && json[at] == '-') {
            at++;
        }
        if (at < json.length && json[at] == '0') {
            at++;
        } else {
            digits();
        }
        plainNumber = true;
        if (at < json.length && json[at] == '.') {
            at++;
            plainNumber = false;
            digits();
        }
        if (at < json.length && (json[at] == 'e' || json[at] == 'E')) {
            at++;
            plainNumber = false;
            if (at < json.length && (json[at] == '+' || json[at] == '-')) {
                at++;
            }
            digits();
        }
        textEnd = at;
    }

    private void digits() throws MalformedJsonException {
        int first = at;
        while (at < json.length && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        if (at == first) {
            throw malformed();
        }
    }

    /** The number last taken: a long where it fits, else a BigInteger or a BigDecimal; null if it is too long to be read. */
    Number lastNumber() {
        int length = textEnd - textStart;
        if (plainNumber && length <= LONGEST_LONG) {
            return shortNumber();
        }
        if (length > LONGEST_NUMBER) {
            return null;
        }
        String text = new String(json, textStart, length, ISO_8859_1);
        if (plainNumber) {
            BigInteger number = new BigInteger(text);
            return number.bitLength() < Long.SIZE ? (Number) number.longValue() : number;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            // An exponent beyond an int.
            return null;
        }
    }

    private long shortNumber() {
        boolean negative = json[textStart] == '-';
        long number = 0;
        for (int i = negative ? textStart + 1 : textStart; i < textEnd; i++) {
            number = number * 10 + json[i] - '0';
        }
        return negative ? -number : number;
    }

    /** Takes {@code true}, {@code false} or {@code null}. */
    Boolean word() throws MalformedJsonException {
        int first = peek();
        String word = first == 't' ? "true" : first == 'f' ? "false" : "null";
        for (int i = 0; i < word.length(); i++, at++) {
            if (at == json.length || json[at] != word.charAt(i)) {
                throw malformed();
            }
        }
        return first == 'n' ? null : (Boolean) (first == 't');
    }

    /** Whether the number last taken has neither fraction nor exponent. */
    boolean isWhole() {
        return plainNumber;
    }

    /** Takes any value, however deep, without keeping it. */
    void skip() throws MalformedJsonException {
        BitSet objects = new BitSet();
        int depth = 0;
        do {
            int next = peek();
            if (next == '{' || next == '[') {
                at++;
                if (take(next + 2)) {
                    depth = closed(objects, depth);
                } else {
                    objects.set(++depth, next == '{');
                    if (next == '{') {
                        name();
                    }
                }
                continue;
            }
            scalar(next);
            depth = closed(objects, depth);
        } while (depth > 0);
    }

    /** Behind a value: goes on to the next one of what encloses it, or out of as much as ends here. */
    private int closed(BitSet objects, int depth) throws MalformedJsonException {
        int open = depth;
        while (open > 0) {
            boolean object = objects.get(open);
            if (take(',')) {
                if (object) {
                    name();
                }
                return open;
            }
            require(object ? '}' : ']');
            open--;
        }
        return 0;
    }

    private void name() throws MalformedJsonException {
        text();
        require(':');
    }

    private void scalar(int first) throws MalformedJsonException {
        if (first == '"') {
            text();
        } else if (first == '-' || (first >= '0' && first <= '9')) {
            number();
        } else {
            var unused = word();
        }
    }

    MalformedJsonException malformed() {
        return new MalformedJsonException(at);
    }
}
