package io.tillview.command;

import io.tillview.ingestion.reprocessing.Outcome;
import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** Whether to wait for times that are still appended to. */
final class WaitOptions {
    private static final long PAUSE_SECONDS = 30;

    @Option(names = "--wait", description = "waits until times that are still appended to can be done, too")
    private boolean wait;

    /** Returns true when it is time for another round. */
    boolean again(Outcome outcome, PrintWriter out) throws InterruptedException {
        if (!wait || outcome.remaining().isEmpty()) {
            return false;
        }
        ReindexLines.waiting(outcome, out);
        TimeUnit.SECONDS.sleep(PAUSE_SECONDS);
        return true;
    }
}
