/** Jobs whose results flow: fan-ins, where many jobs feed one consumer, and pipelines, where they feed each other. */
@NullMarked
package dev.millrace.pool.runtime.flow;

import org.jspecify.annotations.NullMarked;
