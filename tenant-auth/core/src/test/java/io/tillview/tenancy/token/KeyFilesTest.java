package io.tillview.tenancy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillview.tenancy.MerchantId;
import io.tillview.tenancy.OneMerchant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFilesTest {
    @TempDir
    private Path folder;

    private Path privatePem;
    private Path publicPem;

    @BeforeEach
    void generate() {
        privatePem = folder.resolve("a.key.pem");
        publicPem = folder.resolve("a.pub.pem");
        KeyFiles.generateEd25519(privatePem, publicPem);
    }

    @Test
    void a_generated_pair_signs_and_verifies() {
        DelegationTokenSigner signer = new DelegationTokenSigner(KeyFiles.readPrivateKey(privatePem), Forge.CLOCK);
        DelegationTokenVerifier verifier = new DelegationTokenVerifier(KeyFiles.readPublicKey(publicPem), Forge.CLOCK);

        assertThat(verifier.verify(signer.sign("somebody", new OneMerchant(new MerchantId("m1")))))
                .isInstanceOf(DelegationVerification.Verified.class);
    }

    @Test
    void the_private_key_is_the_owner_s_alone() throws IOException {
        assertThat(permissions(privatePem)).isEqualTo("rw-------");
        assertThat(permissions(publicPem)).isEqualTo("rw-r--r--");
    }

    @Test
    void an_existing_key_is_not_overwritten() throws IOException {
        String before = Files.readString(privatePem);

        assertThatThrownBy(() -> KeyFiles.generateEd25519(privatePem, folder.resolve("b.pub.pem")))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining("must not exist yet");
        assertThat(privatePem).hasContent(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw----r--", "rw-rw----", "rw-----w-", "rwxrwxrwx"})
    void a_private_key_open_to_others_is_refused(String open) throws IOException {
        Files.setPosixFilePermissions(privatePem, PosixFilePermissions.fromString(open));

        assertThatThrownBy(() -> KeyFiles.readPrivateKey(privatePem))
                .isInstanceOf(UnusableFileException.class)
                .hasMessageContaining(privatePem.toString())
                .hasMessageContaining("chmod 600");
    }

    @Test
    void the_group_may_read_a_private_key() throws IOException {
        Files.setPosixFilePermissions(privatePem, PosixFilePermissions.fromString("r--r-----"));

        assertThat(KeyFiles.readPrivateKey(privatePem)).isNotNull();
    }

    @Test
    void rsa_and_ec_keys_are_understood_and_several_in_one_file() throws IOException {
        KeyPair rsa = Forge.keys("RSA");
        KeyPair ec = Forge.keys("EC");
        Path all = folder.resolve("all.pub.pem");
        Files.writeString(all, "a comment\n" + Files.readString(publicPem) + pem(rsa) + pem(ec));

        assertThat(KeyFiles.readPublicKeys(all))
                .contains(rsa.getPublic(), ec.getPublic())
                .hasSize(3);
        assertThatThrownBy(() -> KeyFiles.readPublicKey(all)).hasMessageContaining("leave one");
        assertThat(VerificationKeys.fromPemFile(all)).hasToString("VerificationKeys[3 fixed]");
    }

    @Test
    void a_wrong_file_is_named_with_the_remedy() throws IOException {
        Path nothing = folder.resolve("nothing");
        Path empty = Files.createFile(folder.resolve("empty"));
        Path text = Files.writeString(folder.resolve("text"), "hello");
        Path damaged = Files.writeString(
                folder.resolve("damaged"), "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2Vw\n-----END PUBLIC KEY-----\n");

        assertThatThrownBy(() -> KeyFiles.readPublicKey(nothing)).hasMessageContaining("doesn't exist");
        assertThatThrownBy(() -> KeyFiles.readPublicKey(empty)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> KeyFiles.readPublicKey(text)).hasMessageContaining("holds no PEM block");
        assertThatThrownBy(() -> KeyFiles.readPublicKey(damaged)).hasMessageContaining("holds no Ed25519");
        assertThatThrownBy(() -> KeyFiles.readPublicKey(folder)).hasMessageContaining("isn't a file");
        assertThatThrownBy(() -> KeyFiles.readPrivateKey(nothing)).hasMessageContaining("doesn't exist");
    }

    @Test
    void a_private_key_does_not_pass_for_a_public_one() throws IOException {
        String secretLine = Files.readAllLines(privatePem).get(1);

        assertThatThrownBy(() -> KeyFiles.readPublicKey(privatePem))
                .hasMessageContaining("holds a PRIVATE KEY where a PUBLIC KEY belongs")
                .hasMessageNotContaining(secretLine);
        Files.setPosixFilePermissions(publicPem, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> KeyFiles.readPrivateKey(publicPem))
                .hasMessageContaining("holds a PUBLIC KEY where a PRIVATE KEY belongs");
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
