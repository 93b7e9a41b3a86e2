package io.tillview.tenancy.druid;

import io.tillview.tenancy.AccessDecision.Allowed;
import io.tillview.tenancy.AdminCaller;
import io.tillview.tenancy.AllMerchants;
import io.tillview.tenancy.MerchantAccess;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.MerchantStanding;
import io.tillview.tenancy.OneMerchant;
import io.tillview.tenancy.token.DelegationTokenSigner;
import io.tillview.tenancy.token.KeyFiles;
import io.tillview.tenancy.token.PlatformTokenSigner;
import io.tillview.tenancy.token.Secret;
import io.tillview.tenancy.token.StatusTokenSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;

/** Keys and secrets of a small installation, made in a folder. */
record TestSecrets(Path folder) {
    static final String ADMIN_PASSWORD = "an-admin-password-for-tests";
    static final String INTERNAL_SECRET = "an-internal-secret-for-tests";

    static TestSecrets in(Path folder) throws IOException {
        TestSecrets secrets = new TestSecrets(folder);
        KeyFiles.generateEd25519(secrets.delegationKey(), secrets.delegationPublicKey());
        write(secrets.adminPassword(), ADMIN_PASSWORD);
        write(secrets.internalSecret(), INTERNAL_SECRET);
        return secrets;
    }

    Path delegationKey() {
        return folder.resolve("delegation.key.pem");
    }

    Path delegationPublicKey() {
        return folder.resolve("delegation.pub.pem");
    }

    Path adminPassword() {
        return folder.resolve("admin-password");
    }

    Path internalSecret() {
        return folder.resolve("druid-internal");
    }

    Credentials credentials(InstantSource clock) {
        return new Credentials(
                TillviewAuthenticator.tokens(delegationPublicKey(), clock),
                TillviewAuthenticator.statusTokens(delegationPublicKey(), clock),
                TillviewAuthenticator.platformTokens(delegationPublicKey(), clock),
                "admin",
                Secret.readFrom(adminPassword()),
                Secret.readFrom(internalSecret()));
    }

    String delegationToken(String merchant, InstantSource clock) {
        return new DelegationTokenSigner(KeyFiles.readPrivateKey(delegationKey()), clock)
                .sign("somebody", new OneMerchant(new MerchantId(merchant)));
    }

    String statusToken(InstantSource clock) {
        return new StatusTokenSigner(KeyFiles.readPrivateKey(delegationKey()), clock).sign();
    }

    String platformToken(InstantSource clock) {
        Allowed allowed =
                (Allowed) new MerchantAccess(merchant -> MerchantStanding.GOOD).toAllMerchants(new AdminCaller("ann"));
        return new PlatformTokenSigner(KeyFiles.readPrivateKey(delegationKey()), clock, Duration.ofMinutes(5))
                .sign("ann", (AllMerchants) allowed.scope());
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
