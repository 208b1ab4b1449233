package dev.millrace.pool.metrics.report;

/** The picture, where the library for it is there and works. */
final class ReportPicture {
    private ReportPicture() {}

    /** Whether the library is there. */
    static boolean isPossible() {
        return isThere("org.knowm.xchart.XYChart");
    }

    static boolean isThere(String library) {
        try {
            Class.forName(library, false, ReportPicture.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    static byte[] of(RunReport report) {
        try {
            return XChartPicture.png(report);
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(
                    "a picture needs org.knowm.xchart:xchart, which is not on the class path: add it, or write the other"
                            + " formats without ReportFormat.PNG",
                    e);
        } catch (LinkageError | InternalError | RuntimeException e) {
            throw new IllegalStateException(
                    "a picture cannot be drawn on this machine, perhaps for want of fonts (" + e
                            + "): write the other formats without ReportFormat.PNG",
                    e);
        }
    }
}
