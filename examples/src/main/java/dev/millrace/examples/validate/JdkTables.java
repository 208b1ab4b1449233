package dev.millrace.examples.validate;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Real data that every JDK has, with rules that it should keep; that it does not keep all of them is for the reader to be surprised by. */
final class JdkTables {
    private static final int LONGEST_OFFSET_SECONDS = 14 * 60 * 60;

    private JdkTables() {}

    static List<Table<?>> all() {
        return List.of(characters(), transitions(), zones(), locales(), currencies(), charsets());
    }

    private static Table<Integer> characters() {
        List<Integer> points = IntStream.rangeClosed(Character.MIN_CODE_POINT, Character.MAX_CODE_POINT)
                .filter(Character::isDefined)
                .boxed()
                .toList();
        return new Table<>(
                "character",
                points,
                point -> String.format("U+%04X %s", point, Character.getName(point)),
                CharacterRules.ALL);
    }

    /** A change of a zone's offset from UTC. */
    private record Change(ZoneId zone, ZoneOffsetTransition to) {}

    private static Table<Change> transitions() {
        List<Change> changes = zoneIds()
                .flatMap(zone -> zone.getRules().getTransitions().stream().map(to -> new Change(zone, to)))
                .toList();
        return new Table<>(
                "transition",
                changes,
                change -> change.zone() + " " + change.to().getInstant(),
                List.of(
                        new Rule<>(
                                "changes the offset",
                                change -> !change.to().getDuration().isZero()),
                        new Rule<>(
                                "is a gap or an overlap",
                                change -> change.to().isGap() != change.to().isOverlap()),
                        new Rule<>(
                                "the rules agree before it",
                                change -> offset(
                                                change, change.to().getInstant().minusSeconds(1))
                                        .equals(change.to().getOffsetBefore())),
                        new Rule<>(
                                "the rules agree after it",
                                change -> offset(change, change.to().getInstant())
                                        .equals(change.to().getOffsetAfter())),
                        new Rule<>(
                                "comes after the one before",
                                change -> change.zone()
                                                        .getRules()
                                                        .previousTransition(
                                                                change.to().getInstant())
                                                == null
                                        || change.zone()
                                                .getRules()
                                                .previousTransition(change.to().getInstant())
                                                .getInstant()
                                                .isBefore(change.to().getInstant())),
                        new Rule<>(
                                "moves by an hour at most",
                                change -> Math.abs(change.to().getDuration().toMinutes()) <= 60),
                        new Rule<>(
                                "moves by whole minutes",
                                change -> change.to().getDuration().toSeconds() % 60 == 0),
                        new Rule<>(
                                "happens after 1900",
                                change -> change.to().getDateTimeBefore().getYear() >= 1900)));
    }

    private static ZoneOffset offset(Change change, Instant at) {
        return change.zone().getRules().getOffset(at);
    }

    private static Table<ZoneId> zones() {
        return new Table<>(
                "zone",
                zoneIds().toList(),
                ZoneId::getId,
                List.of(
                        new Rule<>(
                                "is found by its name",
                                zone -> ZoneId.of(zone.getId()).equals(zone)),
                        new Rule<>("is named region/place", zone -> zone.getId().contains("/")),
                        new Rule<>(
                                "is at most 14 h from UTC",
                                zone -> Math.abs(now(zone).getTotalSeconds()) <= LONGEST_OFFSET_SECONDS),
                        new Rule<>("is whole hours from UTC", zone -> now(zone).getTotalSeconds() % 3_600 == 0),
                        new Rule<>(
                                "has changed its offset",
                                zone -> !zone.getRules().getTransitions().isEmpty()),
                        new Rule<>(
                                "has no summer time any more",
                                zone -> zone.getRules().getTransitionRules().isEmpty())));
    }

    /** The offset at a fixed time, so that every run finds the same. */
    private static ZoneOffset now(ZoneId zone) {
        return zone.getRules().getOffset(Instant.ofEpochSecond(1_750_000_000));
    }

    private static Stream<ZoneId> zoneIds() {
        return ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of);
    }

    private static Table<Locale> locales() {
        List<Locale> locales = Stream.of(Locale.getAvailableLocales())
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
        return new Table<>(
                "locale",
                locales,
                locale -> "'" + locale + "'",
                List.of(
                        new Rule<>(
                                "comes back from its tag",
                                locale -> Locale.forLanguageTag(locale.toLanguageTag())
                                        .equals(locale)),
                        new Rule<>(
                                "has a language",
                                locale -> !locale.getLanguage().isEmpty()),
                        new Rule<>(
                                "has a language of three letters",
                                locale -> locale.getISO3Language().length() == 3),
                        new Rule<>(
                                "has a country", locale -> !locale.getCountry().isEmpty()),
                        new Rule<>(
                                "has a country of three letters",
                                locale -> locale.getISO3Country().length() == 3),
                        new Rule<>("has a currency", locale -> Currency.getInstance(locale) != null),
                        new Rule<>(
                                "has no variant", locale -> locale.getVariant().isEmpty())));
    }

    private static Table<Currency> currencies() {
        List<Currency> currencies = Currency.getAvailableCurrencies().stream()
                .sorted((a, b) -> a.getCurrencyCode().compareTo(b.getCurrencyCode()))
                .toList();
        return new Table<>(
                "currency",
                currencies,
                Currency::getCurrencyCode,
                List.of(
                        new Rule<>(
                                "is found by its code",
                                it -> Currency.getInstance(it.getCurrencyCode()).equals(it)),
                        new Rule<>(
                                "has a number of three digits",
                                it -> it.getNumericCodeAsString().matches("[0-9]{3}")),
                        new Rule<>("has a number that is not 0", it -> it.getNumericCode() != 0),
                        new Rule<>("is divided by 100", it -> it.getDefaultFractionDigits() == 2),
                        new Rule<>(
                                "has an English name",
                                it -> !it.getDisplayName(Locale.ENGLISH).equals(it.getCurrencyCode()))));
    }

    private static Table<Charset> charsets() {
        return new Table<>(
                "charset",
                List.copyOf(Charset.availableCharsets().values()),
                Charset::name,
                List.of(
                        new Rule<>(
                                "is found by its name",
                                it -> Charset.forName(it.name()).equals(it)),
                        new Rule<>(
                                "is found by each alias",
                                it -> it.aliases().stream()
                                        .allMatch(
                                                alias -> Charset.forName(alias).equals(it))),
                        new Rule<>("can encode", Charset::canEncode),
                        new Rule<>("is registered with IANA", Charset::isRegistered),
                        new Rule<>("contains ASCII", it -> it.contains(StandardCharsets.US_ASCII)),
                        new Rule<>(
                                "encodes an A as in ASCII", it -> it.encode("A").get(0) == 'A')));
    }
}
