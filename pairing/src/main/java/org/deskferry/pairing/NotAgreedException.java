package org.deskferry.pairing;

/** What the other side sent cannot be part of an exchange with it: it was altered on the way, or is meant for somebody else. */
public final class NotAgreedException extends Exception {
    NotAgreedException(Exception cause) {
        super(cause);
    }
}
