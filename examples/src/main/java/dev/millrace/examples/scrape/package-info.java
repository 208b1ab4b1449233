/** The example {@code scrape}: {@link dev.millrace.examples.scrape.Crawl} is the program to read; {@link dev.millrace.examples.scrape.Site} serves the pages that it reads. */
@NullMarked
package dev.millrace.examples.scrape;

import org.jspecify.annotations.NullMarked;
