package io.tillview.query.druid;

import io.tillview.query.freshness.TaskAnswer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Asks tasks how far they are, at the Indexers they run in: at the one where a task was found before, or at all of them. Used
 * by one thread at a time.
 */
final class TaskOffsets {
    private static final String PATH = "/druid/worker/v1/chat/%s/offsets/current";

    /** All questions of a round together. */
    private static final Duration TIMEOUT = Duration.ofMillis(800);

    private final StatusRequests requests;
    private final List<URI> indexers;
    private final Map<String, URI> places = new HashMap<>();

    TaskOffsets(StatusRequests requests, List<URI> indexers) {
        this.requests = requests;
        this.indexers = indexers;
    }

    private record Asked(URI indexer, CompletableFuture<HttpResponse<byte[]>> reply) {}

    Map<String, TaskAnswer> ask(Set<String> ids) {
        places.keySet().retainAll(ids);
        Map<String, List<Asked>> asked = new HashMap<>();
        for (String id : ids) {
            List<Asked> places = new ArrayList<>();
            for (URI indexer : this.places.containsKey(id) ? List.of(this.places.get(id)) : indexers) {
                places.add(new Asked(indexer, requests.send(indexer, PATH.formatted(id))));
            }
            asked.put(id, places);
        }
        long giveUp = System.nanoTime() + TIMEOUT.toNanos();
        Map<String, TaskAnswer> answers = new HashMap<>();
        asked.forEach((id, places) -> answers.put(id, answer(id, places, giveUp)));
        return answers;
    }

    /** The answer that says most; where one may have it and can't be asked, that another hasn't says nothing. */
    private TaskAnswer answer(String id, List<Asked> asked, long giveUp) {
        TaskAnswer best = new TaskAnswer.NotThere();
        for (Asked one : asked) {
            TaskAnswer answer = answer(one, Math.max(0, giveUp - System.nanoTime()));
            if (answer instanceof TaskAnswer.At) {
                places.put(id, one.indexer());
                best = answer;
            } else if (!(best instanceof TaskAnswer.At) && !(answer instanceof TaskAnswer.NotThere)) {
                best = answer;
            }
        }
        return best;
    }

    private TaskAnswer answer(Asked asked, long nanos) {
        try {
            HttpResponse<byte[]> reply = StatusRequests.await(asked.reply(), Duration.ofNanos(nanos));
            return switch (reply.statusCode()) {
                case HttpURLConnection.HTTP_OK -> new TaskAnswer.At(SupervisorStatusJson.offsets(reply.body()));
                case HttpURLConnection.HTTP_UNAVAILABLE, HttpURLConnection.HTTP_NOT_FOUND -> new TaskAnswer.NotThere();
                default -> new TaskAnswer.Silent();
            };
        } catch (IOException e) {
            return meansGone(e.getCause()) ? new TaskAnswer.Gone() : new TaskAnswer.Silent();
        }
    }

    /** Nobody listens, or a connection was broken off; a mere delay says nothing yet. */
    private static boolean meansGone(Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof HttpConnectTimeoutException)
                && !(cause instanceof SocketTimeoutException)
                && !(cause instanceof BoundedBody.TooLongException);
    }
}
