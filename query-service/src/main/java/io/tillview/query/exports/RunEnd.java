package io.tillview.query.exports;

import static java.util.Objects.requireNonNull;

import io.tillview.query.exports.ExportJob.Failure;

/** How the work of one claim ends. */
sealed interface RunEnd {

    /** The file is there. */
    record Completed() implements RunEnd {}

    /** There won't be a file. */
    record Failed(Failure failure) implements RunEnd {
        /** @throws NullPointerException if it is null */
        public Failed {
            requireNonNull(failure, "failure");
        }
    }

    /** Somebody goes on later from where this one has come to. */
    record GivenBack() implements RunEnd {}

    /** It isn't ours any more. */
    record Lost() implements RunEnd {}
}
