package org.deskferry.app.firstrun;

/** What a machine needs, in the order in which one sees to it. */
public enum Check {
    FLEET,
    SERVICE,
    KERNEL,
    MEMBER,
    CERTIFICATE,
    ENGINE,
    IMAGE
}
