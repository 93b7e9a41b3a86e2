package io.tillview.query.http;

import io.tillview.query.ProblemType;
import io.tillview.query.limits.Admission;
import io.tillview.query.limits.Admission.Allowance;
import io.tillview.query.limits.Admission.TooManyAtOnce;
import io.tillview.query.limits.Admission.TooOften;
import io.tillview.query.limits.MerchantLimits;
import io.tillview.tenancy.MerchantCaller;
import io.tillview.tenancy.MerchantId;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Map;

/**
 * Holds each request against what its merchant may take, and says in the answer's headers what is left of it. Admins take nothing
 * from the merchant they ask about. Safe for use by many threads.
 */
@Singleton
public final class MerchantQuotas {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final MerchantLimits limits;
    private final CurrentRequest request;

    /**
     * @param limits counts
     * @param request who calls
     */
    public MerchantQuotas(MerchantLimits limits, CurrentRequest request) {
        this.limits = limits;
        this.request = request;
    }

    /** Counts the request, and the time that it is sent or worked on; ends it if it is one too many. */
    void enter(MerchantId merchant) {
        if (isLimited()) {
            admitted(limits.enter(merchant));
            request.whenDone(() -> limits.leave(merchant));
        }
    }

    /** Counts further requests, or one whose time is no measure; ends the request if that is too many. */
    void count(MerchantId merchant, int requests) {
        if (isLimited()) {
            admitted(limits.count(merchant, requests));
        }
    }

    private boolean isLimited() {
        return request.caller() instanceof MerchantCaller;
    }

    private void admitted(Admission admission) {
        Allowance left = admission.allowance();
        request.answerHeader("RateLimit-Limit", Integer.toString(left.limit()));
        request.answerHeader("RateLimit-Remaining", Integer.toString(left.remaining()));
        request.answerHeader("RateLimit-Reset", Long.toString(seconds(left.reset())));
        if (admission instanceof TooOften tooOften) {
            throw refused(
                    "A merchant may make " + limits.requestsPerSecond() + " requests a second, and " + left.limit()
                            + " at once after a pause; each question of a batch is one.",
                    tooOften.retryAfter());
        }
        if (admission instanceof TooManyAtOnce tooMany) {
            throw refused(
                    "At most " + tooMany.limit() + " requests of a merchant are answered at the same time.", SOON);
        }
    }

    private static ProblemException refused(String detail, Duration retryAfter) {
        return ProblemException.of(
                ProblemType.TOO_MANY_REQUESTS,
                detail,
                Map.of(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, seconds(retryAfter)))));
    }

    /** Rounded up: half a second too early is refused again. */
    private static long seconds(Duration time) {
        return time.plusNanos(Duration.ofSeconds(1).toNanos() - 1).toSeconds();
    }
}
