/**
 * The points that AWS's documentation of filter patterns leaves open.
 *
 * The matcher takes the reading under which fewer messages match. A compiler that writes filter
 * patterns should write none whose result depends on one of these points.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */

export interface Undecided {
  /** Kebab-case, never renamed. */
  readonly id: string
  /** The open question, and the choice of this matcher. */
  readonly sentence: string
}

export const undecided: readonly Undecided[] = [
  {
    id: 'not-equal-on-missing-field',
    sentence: 'Whether `!=` holds for a property that is not there is open; here it does not.',
  },
  {
    id: 'comparison-with-null',
    sentence: 'Whether `=` or `!=` holds for a null is open; here only `IS NULL` does.',
  },
  {
    id: 'comparison-with-boolean',
    sentence:
      'Whether `= true` or `!= true` holds for a boolean is open; here only `IS TRUE` and `IS FALSE` do.',
  },
  {
    id: 'quoted-text-and-number',
    sentence:
      'Whether quoted text without a wildcard compares with a JSON number is open; here neither `=` nor `!=` holds.',
  },
  {
    id: 'bare-number-and-string',
    sentence:
      'Whether a bare number equals a JSON string is open; here it does if both are written alike.',
  },
  {
    id: 'order-of-numeric-strings',
    sentence: 'Whether `<` or `>` reads a JSON string as a number is open; here it does not.',
  },
  {
    id: 'regex-on-number',
    sentence:
      'Whether a regular expression applies to a JSON number is open; here neither `=` nor `!=` holds.',
  },
  {
    id: 'wildcard-on-number',
    sentence:
      'How a JSON number is written when a wildcard meets it is open; here it is in its shortest form, so that 1.0 is `1`.',
  },
  {
    id: 'not-equal-over-wildcard-selector',
    sentence:
      'Whether `$.a[*] != x` asks for one element or for all is open; here one different element will do.',
  },
  {
    id: 'not-exists-over-wildcard-selector',
    sentence:
      'Whether `$.a[*].b NOT EXISTS` asks for one element or for all is open; here no element may have it.',
  },
  {
    id: 'message-is-not-an-object',
    sentence:
      'Whether a JSON message that is an array or a bare value meets `NOT EXISTS` is open; here it meets nothing.',
  },
  {
    id: 'duplicate-keys',
    sentence: 'Which of two equal keys of a JSON message counts is open; here the last does.',
  },
  {
    id: 'wildcard-in-the-middle',
    sentence:
      'Editions after 2021 do not say what `a*b` matches; here, as they did, only the text `a*b`.',
  },
  {
    id: 'escaped-wildcard',
    sentence:
      'Whether `\\*` makes a wildcard literal is open; here a `*` at an end stays a wildcard.',
  },
  {
    id: 'escapes-in-quotes',
    sentence:
      'No escapes in quoted text are listed; here `\\"` and `\\\\` are, and any other backslash is itself.',
  },
  {
    id: 'bare-special-characters',
    sentence:
      'Values other than letters, digits and `_` "must be placed in double quotes", yet examples leave `.` bare; here `. * + -` may be.',
  },
  {
    id: 'case-of-keywords',
    sentence: 'Whether `is null` is understood is open; here keywords stand in capitals.',
  },
  {
    id: 'regexes-among-terms',
    sentence:
      'The limit of two regular expressions is stated for JSON and space-delimited patterns; here it holds for terms, too.',
  },
  {
    id: 'size-of-counted-repetition',
    sentence:
      'How far `{…}` may count is open; here a regular expression that grows to over 1,100 states is refused.',
  },
  {
    id: 'dot-and-line-break',
    sentence: 'Whether `.` in a regular expression matches a line break is open; here it does.',
  },
  {
    id: 'blank-term-excluded',
    sentence:
      'A quoted blank matches everything, and what excluding it means is open; here nothing is left.',
  },
  {
    id: 'grouping-inside-a-field',
    sentence:
      'Whether brackets or quotes in the middle of a field group words is open; here only those that open a field do.',
  },
  {
    id: 'whitespace-between-fields',
    sentence:
      'Whether tabs and line breaks part the fields of a message is open; here all whitespace does.',
  },
  {
    id: 'last-column-takes-the-rest',
    sentence:
      'What the last column holds if the message has more fields is open; here it is the rest of the message.',
  },
  {
    id: 'condition-on-another-column',
    sentence: 'What a condition on a name that no column has means is open; here it never holds.',
  },
  {
    id: 'equal-column-names',
    sentence: 'What two columns of one name extract is open; here the last one counts.',
  },
  {
    id: 'extracted-values-of-json',
    sentence:
      'Only space-delimited patterns are documented to extract values; here JSON patterns extract none.',
  },
]
