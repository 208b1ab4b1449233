/** Runs the cases beside it, which lie in the packages of the classes that they are about, and says what came of them. */
@NullMarked
package dev.millrace.jcstress;

import org.jspecify.annotations.NullMarked;
