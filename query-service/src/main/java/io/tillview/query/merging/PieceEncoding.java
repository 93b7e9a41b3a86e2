package io.tillview.query.merging;

import io.tillview.query.scoping.SelectedColumn;
import io.tillview.query.scoping.SelectedColumn.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes a piece's rows down for a store that several processes share, and reads them again: the same rows, or nothing.
 *
 * <p>A byte for the version, 16 of a SHA-256 over the columns and over all that follows, then the rows: each number as a
 * variable-length integer, each text as its place among the different texts, which come first, each sketch as it is. What another version
 * wrote, what was written for other columns, and what was changed since, is nothing. It is a check, and no signature: whoever may write
 * into the store can write rows.
 *
 * <p>Keeps no state but the columns; safe for use by many threads.
 */
public final class PieceEncoding {
    /** The most bytes that are written or read. */
    public static final int MAX_BYTES = 16 * 1024 * 1024;

    private static final byte VERSION = 1;
    private static final int DIGEST_BYTES = 16;
    private static final int HEADER_BYTES = 1 + DIGEST_BYTES;

    private final List<SelectedColumn> columns;

    /**
     * For rows of some columns.
     *
     * @param columns {@link io.tillview.query.scoping.PieceColumns#ofPiece}; at least one
     */
    public PieceEncoding(List<SelectedColumn> columns) {
        this.columns = List.copyOf(columns);
    }

    /**
     * Writes rows down.
     *
     * @param rows a piece's rows
     * @return empty if it would be more than {@link #MAX_BYTES}
     */
    public Optional<byte[]> encode(List<List<Object>> rows) {
        if (PieceRows.bytesInMemory(rows) / 2 > MAX_BYTES) {
            return Optional.empty();
        }
        PieceWriter body = new PieceWriter();
        Map<String, Integer> texts = texts(rows);
        body.number(texts.size());
        texts.keySet().forEach(body::text);
        body.number(rows.size());
        for (List<Object> row : rows) {
            for (int i = 0; i < columns.size(); i++) {
                write(columns.get(i).kind(), row.get(i), texts, body);
            }
        }
        byte[] bytes = body.bytes();
        if (bytes.length + HEADER_BYTES > MAX_BYTES) {
            return Optional.empty();
        }
        ByteBuffer all = ByteBuffer.allocate(HEADER_BYTES + bytes.length).put(VERSION);
        all.put(digest(ByteBuffer.wrap(bytes))).put(bytes);
        return Optional.of(all.array());
    }

    /**
     * Reads rows.
     *
     * @param bytes any bytes
     * @return the rows, as they were; empty if it can't be certain that they are
     */
    public Optional<List<List<Object>>> decode(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes.length > MAX_BYTES || bytes[0] != VERSION) {
            return Optional.empty();
        }
        ByteBuffer body = ByteBuffer.wrap(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
        byte[] expected = Arrays.copyOfRange(bytes, 1, HEADER_BYTES);
        if (!MessageDigest.isEqual(expected, digest(body.duplicate()))) {
            return Optional.empty();
        }
        return read(new PieceReader(body));
    }

    private static Map<String, Integer> texts(List<List<Object>> rows) {
        Map<String, Integer> texts = new LinkedHashMap<>();
        for (List<Object> row : rows) {
            for (Object cell : row) {
                if (cell instanceof String text) {
                    texts.putIfAbsent(text, texts.size());
                }
            }
        }
        return texts;
    }

    private static void write(Kind kind, Object cell, Map<String, Integer> texts, PieceWriter body) {
        if (cell == null) {
            body.number(0);
            return;
        }
        switch (kind) {
            case TIME, WHOLE_NUMBER -> body.presentNumber((Long) cell);
            case TEXT -> body.number(texts.get((String) cell) + 1L);
            case SKETCH -> body.presentBytes((byte[]) cell);
            case NUMBER, SORT_KEY -> throw new IllegalArgumentException("No piece has a column of kind " + kind + ".");
        }
    }

    private Optional<List<List<Object>>> read(PieceReader body) {
        try {
            List<String> texts = new ArrayList<>();
            for (long left = body.count(); left > 0; left--) {
                texts.add(body.text());
            }
            List<List<Object>> rows = new ArrayList<>();
            for (long left = body.count(); left > 0; left--) {
                List<Object> row = new ArrayList<>(columns.size());
                for (SelectedColumn column : columns) {
                    row.add(read(column.kind(), texts, body));
                }
                rows.add(Collections.unmodifiableList(row));
            }
            return body.isAtEnd() ? Optional.of(rows) : Optional.empty();
        } catch (PieceReader.UnreadableException e) {
            return Optional.empty();
        }
    }

    private static Object read(Kind kind, List<String> texts, PieceReader body) throws PieceReader.UnreadableException {
        return switch (kind) {
            case TIME, WHOLE_NUMBER -> body.nullableNumber();
            case TEXT -> body.nullableOf(texts);
            case SKETCH -> body.nullableBytes();
            case NUMBER, SORT_KEY -> throw new PieceReader.UnreadableException();
        };
    }

    private byte[] digest(ByteBuffer body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (SelectedColumn column : columns) {
                digest.update((column.alias() + " " + column.kind() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            digest.update(body);
            return Arrays.copyOf(digest.digest(), DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}
