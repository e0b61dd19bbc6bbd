package org.deskferry.pairing;

import java.security.SecureRandom;
import java.util.regex.Pattern;

/**
 * A one-time code as people read and type it: {@code 4821-0937-55}, 33 bits. So few are enough because nobody can try more than one
 * of them in an exchange; see {@link KeyAgreement}.
 */
public final class PairingCode {
    private static final int DIGITS = 10;
    private static final Pattern FORM = Pattern.compile("\\d{" + DIGITS + "}");

    private final String digits;

    private PairingCode(String digits) {
        this.digits = digits;
    }

    /** One that nobody could have guessed. */
    public static PairingCode fresh() {
        return new PairingCode(new SecureRandom()
                .ints(DIGITS, '0', '9' + 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString());
    }

    /**
     * Reads one as it was typed, with hyphens and spaces anywhere.
     *
     * @throws IllegalArgumentException with the reason if it is none
     */
    public static PairingCode parse(String text) {
        var digits = text.replaceAll("[\\s-]", "");
        if (!FORM.matcher(digits).matches()) {
            throw new IllegalArgumentException("A pairing code has " + DIGITS + " digits, such as 4821-0937-55.");
        }
        return new PairingCode(digits);
    }

    char[] secret() {
        return digits.toCharArray();
    }

    /** As it is shown. */
    public String shown() {
        return digits.substring(0, 4) + "-" + digits.substring(4, 8) + "-" + digits.substring(8);
    }

    /** Says nothing, lest it gets into a log. */
    @Override
    public String toString() {
        return "pairing code";
    }
}
