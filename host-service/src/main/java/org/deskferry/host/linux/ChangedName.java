package org.deskferry.host.linux;

/**
 * A name at which something has changed: what it stands for, its content or attributes, or that it is there. All in raw bytes, one char a byte.
 *
 * @param directory the path of the directory that has the name, from the root of what is watched; that itself is the empty path
 * @param name "." where the directory itself has changed
 */
public record ChangedName(String directory, String name) {
    public static final String SELF = ".";

    /** That of a file by its path. */
    public static ChangedName of(String path) {
        var slash = path.lastIndexOf('/');
        return new ChangedName(path.substring(0, Math.max(0, slash)), path.substring(slash + 1));
    }
}
