package dev.millrace.examples.hello;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The work: a digest of a text, and of that digest, and so on; some algorithms take much longer than others. */
final class Digests {
    private Digests() {}

    static boolean know(String algorithm) {
        try {
            MessageDigest unused = MessageDigest.getInstance(algorithm);
            return true;
        } catch (NoSuchAlgorithmException e) {
            return false;
        }
    }

    /**
     * The digest in hexadecimal.
     *
     * @param rounds how often, at least once
     */
    static String digest(String text, String algorithm, int rounds) throws NoSuchAlgorithmException {
        MessageDigest digest = MessageDigest.getInstance(algorithm);
        byte[] bytes = text.getBytes(UTF_8);
        for (int round = 0; round < rounds; round++) {
            bytes = digest.digest(bytes);
        }
        return HexFormat.of().formatHex(bytes);
    }
}
