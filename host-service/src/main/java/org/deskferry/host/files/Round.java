package org.deskferry.host.files;

import java.time.Duration;

/**
 * What one round of copying sent.
 *
 * @param entries new, changed and removed files
 * @param bytes of file content
 * @param length of the whole round
 * @param reading of it, what went to the content of files that had changed, or may have
 */
public record Round(long entries, long bytes, Duration length, Duration reading) {}
