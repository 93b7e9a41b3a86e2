package io.tillview.command;

import io.tillview.cluster.DataFolder;
import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.token.AccessTokenSigner;
import io.tillview.tenancy.token.KeyFiles;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code token}: an access token of the embedded installation, alone on standard output. */
@Command(
        name = "token",
        description = "Prints an access token of a merchant or of an admin, alone on standard output.",
        mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
    static final Duration DEFAULT_TIME_TO_LIVE = Duration.ofHours(1);

    @Mixin
    private InstallationOptions installation;

    @ArgGroup(multiplicity = "1")
    private Holder holder;

    @Option(
            names = "--ttl",
            paramLabel = "DURATION",
            description = "how long it is good for, such as PT1H (default), PT30M or P7D",
            converter = OptionValues.TimeToLive.class)
    private Duration timeToLive = DEFAULT_TIME_TO_LIVE;

    @Spec
    private CommandSpec spec;

    /** Whose token it is. */
    private static final class Holder {
        @Option(
                names = "--merchant",
                paramLabel = "ID",
                description = "a merchant's id",
                converter = OptionValues.Merchant.class)
        private MerchantId merchant;

        @Option(names = "--admin", description = "an admin, who may ask about every merchant")
        private boolean admin;
    }

    @Override
    public Integer call() {
        AccessTokenSigner signer = signer(installation.initialised());
        spec.commandLine()
                .getOut()
                .println(
                        holder.admin
                                ? signer.signForAdmin(timeToLive)
                                : signer.signForMerchant(holder.merchant, timeToLive));
        return 0;
    }

    static AccessTokenSigner signer(DataFolder data) {
        return new AccessTokenSigner(
                KeyFiles.readPrivateKey(data.secrets().resolve("access-token.key.pem")), Clock.systemUTC());
    }
}
