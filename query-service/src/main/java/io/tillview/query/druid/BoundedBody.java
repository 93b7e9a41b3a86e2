package io.tillview.query.druid;

import java.io.IOException;
import java.io.Serial;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Reads a response's body into memory, up to a limit; a longer one fails. */
final class BoundedBody implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();
    private final long maxBytes;
    private Flow.Subscription subscription;
    private long received;

    BoundedBody(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        all.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
        if (received > maxBytes) {
            subscription.cancel();
            all.onError(new TooLongException(maxBytes));
        } else {
            all.onNext(buffers);
        }
    }

    @Override
    public void onError(Throwable cause) {
        all.onError(cause);
    }

    @Override
    public void onComplete() {
        all.onComplete();
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return all.getBody();
    }

    /** The body is longer than may be. */
    static final class TooLongException extends IOException {
        @Serial
        private static final long serialVersionUID = 1L;

        TooLongException(long maxBytes) {
            super("The body is longer than " + maxBytes + " bytes.");
        }
    }
}
