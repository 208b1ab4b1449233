/** What no pool can be faster than on this machine: bare queues, bare hand-overs between threads, clocks and hiccups. */
@NullMarked
package dev.millrace.bench.limit;

import org.jspecify.annotations.NullMarked;
