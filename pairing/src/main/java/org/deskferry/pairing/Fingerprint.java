package org.deskferry.pairing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a key is known by: the SHA-256 of it, encoded as certificates have it. In words it is the first ten bytes, which two people can read to each
 * other; who wants another key with the same ten words has to make some 2^80 of them.
 *
 * @param hex 64 hexadecimal digits, in lower case
 */
public record Fingerprint(String hex) {
    private static final int WORDS = 10;
    private static final int BYTES = 256;
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if {@code hex} is no fingerprint */
    public Fingerprint {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("not 64 hexadecimal digits in lower case");
        }
    }

    public static Fingerprint of(PublicKey key) {
        return new Fingerprint(HexFormat.of().formatHex(sha256(key.getEncoded())));
    }

    /** Ten words of two lists by turns, so that one that was left out or exchanged is noticed. */
    public String words() {
        var bytes = HexFormat.of().parseHex(hex);
        return IntStream.range(0, WORDS)
                .mapToObj(place -> Words.LISTS.get(place % 2).get(Byte.toUnsignedInt(bytes[place])))
                .collect(Collectors.joining(" "));
    }

    static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Read when the first is wanted. */
    private static final class Words {
        static final List<List<String>> LISTS = List.of(column(0), column(1));

        private static List<String> column(int number) {
            var file = Objects.requireNonNull(Fingerprint.class.getResourceAsStream("words.txt"));
            try (var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.US_ASCII))) {
                var words = lines.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line.split(" ", 2)[number])
                        .toList();
                if (words.size() != BYTES) {
                    throw new IllegalStateException("words.txt has " + words.size() + " lines");
                }
                return words;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
