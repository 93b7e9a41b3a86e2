package io.tillview.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * One HTTP/1.1 connection that is kept, with as little work for each request as there can be: a load generator takes its CPU time from
 * the very service that it measures. Requests are bytes made once. Belongs to one thread, which may be interrupted.
 */
final class KeptConnection implements AutoCloseable {
    private static final byte[] LENGTH = "content-length:".getBytes(US_ASCII);
    private static final byte[] ENCODING = "transfer-encoding:".getBytes(US_ASCII);
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private final SocketChannel channel;
    private final byte[] bytes = new byte[65_536];
    private final ByteBuffer in = ByteBuffer.wrap(bytes);
    private final AnswerBody body = new AnswerBody();
    private int at;
    private int end;

    KeptConnection(URI server) throws IOException {
        channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    /** A POST of JSON as it goes over the wire. */
    static byte[] post(URI address, String authorization, String json) {
        byte[] content = json.getBytes(UTF_8);
        byte[] head = (head("POST", address, authorization) + "Content-Type: application/json\r\nContent-Length: "
                        + content.length + "\r\n\r\n")
                .getBytes(US_ASCII);
        byte[] whole = new byte[head.length + content.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(content, 0, whole, head.length, content.length);
        return whole;
    }

    /** A GET as it goes over the wire. */
    static byte[] get(URI address, String authorization) {
        return (head("GET", address, authorization) + "\r\n").getBytes(US_ASCII);
    }

    private static String head(String method, URI address, String authorization) {
        return method + " " + address.getRawPath() + " HTTP/1.1\r\nHost: " + address.getRawAuthority()
                + "\r\nAuthorization: " + authorization + "\r\n";
    }

    /**
     * Sends a request and waits for the whole answer.
     *
     * @return its status
     * @throws IOException if the connection breaks, or what comes is no answer
     */
    int ask(byte[] request) throws IOException {
        ByteBuffer out = ByteBuffer.wrap(request);
        while (out.hasRemaining()) {
            channel.write(out);
        }
        at = 0;
        end = 0;
        body.clear();
        int status = 0;
        long length = -1;
        boolean chunked = false;
        for (int line = line(); line < at - 2; line = line()) {
            if (status == 0) {
                status = number(line + STATUS_AT, 10);
            } else if (begins(line, LENGTH)) {
                length = number(line + LENGTH.length, 10);
            } else if (begins(line, ENCODING)) {
                chunked = true;
            }
        }
        if (chunked) {
            readChunks();
        } else if (length >= 0) {
            readBody(length);
        } else {
            throw new IOException("An answer " + status + " has no length");
        }
        return status;
    }

    /** The last answer's; good until the next request. */
    AnswerBody body() {
        return body;
    }

    private void readChunks() throws IOException {
        for (int length = number(line(), 16); length > 0; length = number(line(), 16)) {
            readBody(length);
            line();
        }
        line();
    }

    private void readBody(long length) throws IOException {
        for (long left = length; left > 0; ) {
            if (at == end) {
                fill();
            }
            int here = (int) Math.min(left, end - at);
            body.add(bytes, at, at + here);
            at += here;
            left -= here;
        }
    }

    /** Goes past the next line's end; where it begins. */
    private int line() throws IOException {
        int from = at;
        for (int look = at; ; look++) {
            if (look == end) {
                int moved = from == 0 || end < bytes.length ? 0 : from;
                if (moved > 0) {
                    System.arraycopy(bytes, from, bytes, 0, end - from);
                    end -= moved;
                    from = 0;
                    look -= moved;
                }
                fillAfter();
            }
            if (bytes[look] == '\n') {
                at = look + 1;
                return from;
            }
        }
    }

    private void fill() throws IOException {
        at = 0;
        end = 0;
        fillAfter();
    }

    private void fillAfter() throws IOException {
        in.limit(bytes.length).position(end);
        if (!in.hasRemaining()) {
            throw new IOException("A line of an answer is longer than " + bytes.length + " bytes");
        }
        int read = channel.read(in);
        if (read < 0) {
            throw new EOFException("The connection was closed before the answer's end");
        }
        end += read;
    }

    private boolean begins(int from, byte[] name) {
        if (from + name.length > at) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (Character.toLowerCase((char) bytes[from + i]) != name[i]) {
                return false;
            }
        }
        return true;
    }

    private int number(int from, int radix) {
        int number = 0;
        for (int i = from; i < at; i++) {
            int digit = Character.digit(bytes[i], radix);
            if (digit >= 0) {
                number = number * radix + digit;
            } else if (bytes[i] != ' ') {
                break;
            }
        }
        return number;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
