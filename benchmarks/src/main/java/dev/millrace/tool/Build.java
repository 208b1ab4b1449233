package dev.millrace.tool;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** Which Millrace this is. */
public final class Build {
    private static final String POM = "/META-INF/maven/dev.millrace/benchmarks/pom.properties";
    /** Set by the launcher, in a clone. */
    private static final String COMMIT = "millrace.commit";

    private Build() {}

    /** The version, and the commit if it is known. */
    public static String version() {
        String commit = System.getProperty(COMMIT, "");
        return ofPom() + (commit.isEmpty() ? "" : ", commit " + commit);
    }

    private static String ofPom() {
        Properties properties = new Properties();
        try (InputStream in = Build.class.getResourceAsStream(POM)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            return "unreadable";
        }
        return properties.getProperty("version", "development");
    }
}
