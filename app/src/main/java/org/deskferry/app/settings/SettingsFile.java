package org.deskferry.app.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.deskferry.app.identity.SafeFile;

/** Lines {@code key=value}, which people may edit too. */
record SettingsFile(Path path) {
    private static final int LARGEST = 64 * 1024;
    private static final String HEADER =
            "# What you chose in Deskferry's window. Delete a line to have its usual value again.";

    /** By key, in the order of the file; of a key that is there twice, the last. A line without "=" is a key without a value. */
    Map<String, String> read() throws IOException {
        var values = new LinkedHashMap<String, String>();
        for (var line : lines()) {
            if (isEntry(line)) {
                var parts = line.split("=", 2);
                values.put(parts[0].strip(), parts.length < 2 ? "" : parts[1].strip());
            }
        }
        return values;
    }

    /** Reads it again before, so that what another window has chosen meanwhile stays, as do lines that nobody here understands. */
    void put(String key, String value) throws IOException {
        var lines = new ArrayList<>(lines());
        var entry = key + "=" + value;
        lines.removeIf(line -> isEntry(line) && line.split("=", 2)[0].strip().equals(key));
        if (lines.isEmpty()) {
            lines.add(HEADER);
        }
        lines.add(entry);
        Files.createDirectories(path.toAbsolutePath().getParent());
        SafeFile.writeText(path, String.join("\n", lines) + "\n");
    }

    private List<String> lines() throws IOException {
        try {
            if (Files.size(path) > LARGEST) {
                throw new IOException("more than " + LARGEST + " bytes");
            }
            return Files.readAllLines(path);
        } catch (NoSuchFileException nothingChosenYet) {
            return List.of();
        }
    }

    private static boolean isEntry(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }
}
