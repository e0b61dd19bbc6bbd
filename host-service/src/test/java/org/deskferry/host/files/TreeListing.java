package org.deskferry.host.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a tree is like, told by the machine's own programs and not by the code under test. */
final class TreeListing {
    // Without the size of directories, which tells how full they once were.
    private static final String SCRIPT = """
            set -e
            export LC_ALL=C
            cd "$1"
            find . -type d -printf '%p d %m %U:%G %T@\\n' -o -printf '%p %y %m %U:%G %T@ %s [%l]\\n' | sort
            find . \\( -type c -o -type b \\) -print0 | sort -z | xargs -0r stat -c '%N %t:%T'
            find . -type f -print0 | sort -z | xargs -0r md5sum
            find . -print0 | sort -z | xargs -0r getfattr -h -d -m - -e hex -- 2>/dev/null |
                grep -v -E '^trusted.overlay.(origin|impure|nlink)=' |
                awk -v RS= -F '\n' 'NF > 1'
            # Further names of a file, with its first one; an overlay's whiteouts are of no account.
            find . -not -type d -links +1 -not -type c -printf '%i %p\\n' | sort -k1,1 -k2 |
                awk '{ i = $1; sub(/^[0-9]+ /, ""); if (i == last) print first " = " $0; else { first = $0; last = i } }' |
                sort
            """;

    private TreeListing() {}

    static String of(Path tree) throws IOException {
        var output = Files.createTempFile("listing", "");
        try {
            var process = new ProcessBuilder(List.of("bash", "-c", SCRIPT, "bash", tree.toString()))
                    .redirectOutput(output.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.waitFor();
            return Files.readString(output, StandardCharsets.ISO_8859_1);
        } catch (InterruptedException e) {
            throw new IOException(e);
        } finally {
            Files.delete(output);
        }
    }
}
