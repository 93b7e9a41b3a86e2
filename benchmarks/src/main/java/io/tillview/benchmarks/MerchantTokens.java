package io.tillview.benchmarks;

import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.token.AccessTokenSigner;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Each merchant's own token: its dashboards keep it. Belongs to one thread. */
final class MerchantTokens {
    private static final Duration TIME_TO_LIVE = Duration.ofHours(6);

    private final AccessTokenSigner signer;
    private final Map<String, String> bearers = new HashMap<>();

    MerchantTokens(TemporaryInstallation installation) {
        this.signer = installation.tokens();
    }

    /** What an admin says who it is with. */
    String admin() {
        return "Bearer " + signer.signForAdmin(TIME_TO_LIVE);
    }

    /** What a merchant says who it is with, as an HTTP header's value. */
    String authorization(String merchant) {
        return bearers.computeIfAbsent(
                merchant, name -> "Bearer " + signer.signForMerchant(new MerchantId(name), TIME_TO_LIVE));
    }
}
