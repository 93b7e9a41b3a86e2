package io.tillview.cluster.services;

import io.tillview.cluster.Readiness.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * A file that a program without a port touches whenever it has done its work again.
 *
 * @param file the file
 * @param silence after how long without a touch something is the matter
 * @param work what it stands for, to be read after "since" or "yet"
 */
record Heartbeat(Path file, Duration silence, String work) {

    /** Whether it beats. */
    Answer ask() {
        try {
            Instant last = Files.getLastModifiedTime(file).toInstant();
            return last.plus(silence).isAfter(Instant.now())
                    ? new Answer.Ready()
                    : new Answer.NotYet(work + " since " + last);
        } catch (IOException e) {
            return new Answer.NotYet(work + " yet");
        }
    }

    /** That of an earlier run says nothing about the next. */
    void forget() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
