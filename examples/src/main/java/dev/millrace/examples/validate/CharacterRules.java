package dev.millrace.examples.validate;

import static java.lang.Character.getNumericValue;
import static java.lang.Character.getType;
import static java.lang.Character.isDigit;
import static java.lang.Character.isJavaIdentifierPart;
import static java.lang.Character.isJavaIdentifierStart;
import static java.lang.Character.isLetter;
import static java.lang.Character.isLetterOrDigit;
import static java.lang.Character.isLowerCase;
import static java.lang.Character.isSpaceChar;
import static java.lang.Character.isTitleCase;
import static java.lang.Character.isUpperCase;
import static java.lang.Character.isWhitespace;
import static java.lang.Character.toLowerCase;
import static java.lang.Character.toTitleCase;
import static java.lang.Character.toUpperCase;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Locale;

/** What one might expect of each character of Unicode. */
final class CharacterRules {
    @SuppressWarnings("CharacterGetNumericValue") // whose surprises two of the rules are about
    static final List<Rule<Integer>> ALL = List.of(
            new Rule<>("has a name", point -> Character.getName(point) != null),
            new Rule<>("is found by its name", point -> Character.codePointOf(Character.getName(point)) == point),
            new Rule<>("has a block", point -> Character.UnicodeBlock.of(point) != null),
            new Rule<>("has a script", point -> Character.UnicodeScript.of(point) != Character.UnicodeScript.UNKNOWN),
            new Rule<>("is no surrogate", point -> getType(point) != Character.SURROGATE),
            new Rule<>("is itself as a text", point -> Character.toString(point).codePointAt(0) == point),
            new Rule<>(
                    "upper and lower again is itself",
                    point -> !isLowerCase(point) || toLowerCase(toUpperCase(point)) == point),
            new Rule<>(
                    "lower and upper again is itself",
                    point -> !isUpperCase(point) || toUpperCase(toLowerCase(point)) == point),
            new Rule<>("lower case has an upper case", point -> !isLowerCase(point) || toUpperCase(point) != point),
            new Rule<>("upper case has a lower case", point -> !isUpperCase(point) || toLowerCase(point) != point),
            new Rule<>("title case is upper case", point -> toTitleCase(point) == toUpperCase(point)),
            new Rule<>("is not upper and lower case", point -> !(isUpperCase(point) && isLowerCase(point))),
            new Rule<>("is no title case letter", point -> !isTitleCase(point)),
            new Rule<>(
                    "is one character in upper case",
                    point -> Character.toString(point)
                                    .toUpperCase(Locale.ROOT)
                                    .codePoints()
                                    .count()
                            == 1),
            new Rule<>(
                    "is one character in lower case",
                    point -> Character.toString(point)
                                    .toLowerCase(Locale.ROOT)
                                    .codePoints()
                                    .count()
                            == 1),
            new Rule<>("a digit has a value", point -> !isDigit(point) || getNumericValue(point) >= 0),
            new Rule<>(
                    "a value is below 10 for a digit only",
                    point -> isDigit(point) || getNumericValue(point) < 0 || getNumericValue(point) >= 10),
            new Rule<>(
                    "a letter or digit is one of the two",
                    point -> isLetterOrDigit(point) == (isLetter(point) || isDigit(point))),
            new Rule<>("white space is a space", point -> !isWhitespace(point) || isSpaceChar(point)),
            new Rule<>("a space is white space", point -> !isSpaceChar(point) || isWhitespace(point)),
            new Rule<>(
                    "starts an identifier if it is a letter", point -> isLetter(point) == isJavaIdentifierStart(point)),
            new Rule<>(
                    "can follow where it can start",
                    point -> !isJavaIdentifierStart(point) || isJavaIdentifierPart(point)),
            new Rule<>(
                    "is its own composed form", point -> Normalizer.isNormalized(Character.toString(point), Form.NFC)),
            new Rule<>(
                    "is its own compatible form",
                    point -> Normalizer.isNormalized(Character.toString(point), Form.NFKC)));

    private CharacterRules() {}
}
