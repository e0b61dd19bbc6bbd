package org.deskferry.host.files;

import java.time.Duration;

/**
 * What one round of copying sent.
 *
 * @param entries new, changed and removed files
 * @param bytes of file content
 */
public record Round(long entries, long bytes, Duration length) {}
