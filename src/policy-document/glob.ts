/** Patterns of IAM: `*` is any run of characters, `?` is one character. */

/**
 * A character that no author of a policy writes. A pattern matches it by `*` or `?` alone, so a text
 * of it is a thing that a policy does not name. Such a text is long, so that no row of `?` covers it.
 */
export const unnamedCharacter = '\ue000'
export const unnamed = unnamedCharacter.repeat(24)

/** One character, `*` or `?`. `isPlain`: a star or question mark that is only itself. */
export interface GlobToken {
  readonly character: string
  readonly isPlain: boolean
}

export const globTokens = (pattern: string): readonly GlobToken[] =>
  [...pattern].map((character) => ({ character, isPlain: !/[*?]/.test(character) }))

export const isRun = ({ character, isPlain }: GlobToken): boolean => !isPlain && character === '*'
export const isOne = ({ character, isPlain }: GlobToken): boolean => !isPlain && character === '?'

/**
 * Whether a text fits a pattern. On a mismatch it goes back to the last `*` only, so the time is at
 * most the product of both lengths.
 */
export function fitsGlob(text: string, pattern: string): boolean {
  let [at, from] = [0, 0]
  let [star, resume] = [-1, 0]
  while (at < text.length) {
    const wanted = pattern[from]
    if (wanted === '*') {
      star = from++
      resume = at
    } else if (wanted === '?' || (wanted !== undefined && wanted === text[at])) {
      at++
      from++
    } else if (star >= 0) {
      from = star + 1
      at = ++resume
    } else return false
  }
  while (pattern[from] === '*') from++
  return from === pattern.length
}
