package org.deskferry.host.display;

/**
 * A window of the session.
 *
 * @param pid the process that shows it, as the pod numbers it; 0 if it does not tell
 * @param program the window's class, such as "XTerm"; may be empty
 * @param title as the program set it, without control characters, at most 200 characters; may be empty
 */
public record Window(int pid, String program, String title) {}
