package io.tillview.tenancy.token;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys as PEM files: PKCS#8 for private keys ({@code BEGIN PRIVATE KEY}), X.509 SubjectPublicKeyInfo for public ones
 * ({@code BEGIN PUBLIC KEY}), unencrypted. Ed25519, RSA and EC keys are understood.
 *
 * <p>Every failure is an {@link UnusableFileException} that names the file and the remedy.
 */
public final class KeyFiles {
    private static final List<String> ALGORITHMS = List.of("Ed25519", "RSA", "EC");
    private static final Pattern PEM_BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private KeyFiles() {}

    /**
     * Makes a new Ed25519 key pair and writes both files: the private one readable by its owner only (0600), the
     * public one by everyone (0644). Neither may exist yet.
     *
     * @param privatePem where the private key goes
     * @param publicPem where the public key goes
     */
    public static void generateEd25519(Path privatePem, Path publicPem) {
        KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "This JDK can't make Ed25519 keys: use a JDK 17 with its usual providers.", e);
        }
        PrivateFiles.create(privatePem, pem("PRIVATE KEY", pair.getPrivate().getEncoded()), "rw-------");
        PrivateFiles.create(publicPem, pem("PUBLIC KEY", pair.getPublic().getEncoded()), "rw-r--r--");
    }

    /**
     * Reads a private key, from a file that only its owner (and perhaps its group) can read.
     *
     * @param pem the file
     */
    public static PrivateKey readPrivateKey(Path pem) {
        List<byte[]> blocks = blocks(pem, PrivateFiles.readPrivate(pem), "PRIVATE KEY");
        if (blocks.size() != 1) {
            throw new UnusableFileException(pem, "holds several private keys: leave one.", null);
        }
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(blocks.get(0));
        return decoded(pem, factory -> factory.generatePrivate(spec));
    }

    /**
     * Reads the only public key of a file.
     *
     * @param pem the file
     */
    public static PublicKey readPublicKey(Path pem) {
        List<PublicKey> keys = readPublicKeys(pem);
        if (keys.size() != 1) {
            throw new UnusableFileException(pem, "holds several public keys: leave one.", null);
        }
        return keys.get(0);
    }

    /**
     * Reads all public keys of a file: more than one while keys are being exchanged.
     *
     * @param pem the file
     * @return at least one key, in the file's order
     */
    public static List<PublicKey> readPublicKeys(Path pem) {
        List<PublicKey> keys = new ArrayList<>();
        for (byte[] block : blocks(pem, PrivateFiles.read(pem), "PUBLIC KEY")) {
            X509EncodedKeySpec spec = new X509EncodedKeySpec(block);
            keys.add(decoded(pem, factory -> factory.generatePublic(spec)));
        }
        return List.copyOf(keys);
    }

    private static List<byte[]> blocks(Path file, String text, String label) {
        List<byte[]> found = new ArrayList<>();
        Matcher block = PEM_BLOCK.matcher(text);
        while (block.find()) {
            // A private key where a public one belongs has been handed to the wrong side: say so loudly.
            if (!block.group(1).equals(label)) {
                throw new UnusableFileException(
                        file,
                        "holds a " + block.group(1) + " where a " + label + " belongs: name the right file.",
                        null);
            }
            try {
                found.add(Base64.getMimeDecoder().decode(block.group(2)));
            } catch (IllegalArgumentException e) {
                throw new UnusableFileException(file, "isn't valid PEM: write it anew.", null);
            }
        }
        if (found.isEmpty()) {
            throw new UnusableFileException(
                    file, "holds no PEM block 'BEGIN " + label + "': name the right file.", null);
        }
        return found;
    }

    private static <K> K decoded(Path file, KeyReader<K> reader) {
        for (String algorithm : ALGORITHMS) {
            try {
                return reader.read(KeyFactory.getInstance(algorithm));
            } catch (GeneralSecurityException notOfThisAlgorithm) {
                // The next may fit: which it is doesn't show from outside.
            }
        }
        throw new UnusableFileException(file, "holds no Ed25519, RSA or EC key: name the right file.", null);
    }

    private static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(encoded) + "\n-----END " + label + "-----\n";
    }

    @FunctionalInterface
    private interface KeyReader<K> {
        K read(KeyFactory factory) throws GeneralSecurityException;
    }
}
