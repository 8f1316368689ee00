/** Phrases that several messages share. */

/** A help line that names the guess, or lists the known words if there is no guess. */
export const didYouMean = (guess: string | undefined, known: readonly string[]): string =>
  guess !== undefined
    ? `did you mean \`${guess}\`?`
    : known.length === 1
      ? `write ${listed(known)}`
      : `write one of: ${listed(known)}`

/** Words in backticks, separated by commas: `` `a`, `b` ``. An empty list gives `nothing`. */
export const listed = (words: readonly string[]): string =>
  words.length === 0 ? 'nothing' : words.map((word) => `\`${word}\``).join(', ')

/**
 * The first few words in backticks, and the number of the others: a sentence has no room for all.
 */
export const some = (words: readonly string[], limit = 12): string =>
  words.length <= limit
    ? listed(words)
    : `${listed(words.slice(0, limit))} and ${words.length - limit} more`

/** `an event pattern`, `a metric filter` */
export const withArticle = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`

/** The notation for a list of tripline.yaml, as help lines show it. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the language's own notation
export const listMark = '${lists.name}'
