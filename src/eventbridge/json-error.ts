/**
 * The error for a text that is refused: the reason, and the position of the reader at that moment.
 *
 * The wording follows the JSON reader inside AWS's event-ruler (Jackson), because EventBridge hands
 * its message to the user unchanged: `REASON\n at [Source: (String)"TEXT"; line: 1, column: 17]`.
 */

/** A place in a text. Both numbers count from 1; a column is one UTF-16 unit wide. */
export interface Location {
  readonly line: number
  readonly column: number
}

/** Thrown for a text that is refused. `location` is absent where AWS names no place. */
export class JsonSyntaxError extends Error {
  readonly reason: string
  readonly location: Location | undefined

  constructor(reason: string, text?: string, location?: Location) {
    super(
      text === undefined || location === undefined
        ? reason
        : `${reason}\n at ${describeLocation(text, location)}`,
    )
    this.name = 'Refusal'
    this.reason = reason
    this.location = location
  }
}

/** Jackson quotes no more of the source than this (`ErrorReportConfiguration`). */
const QUOTED_CHARACTERS = 500

/** `[Source: (String)"{…}"; line: 1, column: 2]` */
export function describeLocation(text: string, { line, column }: Location): string {
  const quoted = escapeControls(text.slice(0, QUOTED_CHARACTERS))
  const cut =
    text.length > QUOTED_CHARACTERS ? `[truncated ${text.length - QUOTED_CHARACTERS} chars]` : ''
  return `[Source: (String)"${quoted}"${cut}; line: ${line}, column: ${column}]`
}

function escapeControls(text: string): string {
  return text.replace(
    /[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]/g,
    (character) => `\\u${hex(character.charCodeAt(0)).toUpperCase().padStart(4, '0')}`,
  )
}

/** `'x' (code 120)`, the way Jackson names one character. */
export function describeCharacter(code: number): string {
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return `(CTRL-CHAR, code ${code})`
  const character = String.fromCharCode(code)
  return code > 0xff
    ? `'${character}' (code ${code} / 0x${hex(code)})`
    : `'${character}' (code ${code})`
}

const hex = (code: number): string => code.toString(16)

/** Refuses text that is too long or too deep for event-ruler's JSON reader. AWS names no place. */
export function refuseBeyond(what: string, size: number, limit: number, setting: string): never {
  throw new JsonSyntaxError(
    `${what} (${size}) exceeds the maximum allowed (${limit}, from \`StreamReadConstraints.${setting}()\`)`,
  )
}
