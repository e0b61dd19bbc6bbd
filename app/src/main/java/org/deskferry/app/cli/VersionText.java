package org.deskferry.app.cli;

import java.io.IOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Deskferry's version, as it was built. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        try (var file = Objects.requireNonNull(VersionText.class.getResourceAsStream("version.properties"))) {
            var properties = new Properties();
            properties.load(file);
            return new String[] {"deskferry " + properties.getProperty("version", "")};
        }
    }
}
