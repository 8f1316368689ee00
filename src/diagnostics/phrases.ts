/** Phrases that several messages share. */

/** A help line that names the guess, or lists the known words if there is no guess. */
export const didYouMean = (guess: string | undefined, known: readonly string[]): string =>
  guess === undefined ? `it can be ${listed(known)}` : `did you mean \`${guess}\`?`

/** Words in backticks, separated by commas: `` `a`, `b` ``. An empty list gives `nothing`. */
export const listed = (words: readonly string[]): string =>
  words.length === 0 ? 'nothing' : words.map((word) => `\`${word}\``).join(', ')

/** The notation for a list of tripline.yaml, as help lines show it. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: it is the language's own notation
export const listMark = '${lists.name}'
