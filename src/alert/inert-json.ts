/**
 * Writes JSON equal to that of `JSON.stringify` and harmless to view. A topic with a format for
 * programs often has a person's address too, and mail programs show JSON as text. Hidden
 * characters, links, tags and mentions are therefore escaped; every parser decodes them.
 */
import { breakLinks } from './neutral.ts'

const unit = (character: string): string =>
  character
    .split('')
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

/** Characters that occur only inside strings, where an escape means the same. */
const active =
  /[<>&`|\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=\])\(|@(?=here|channel|everyone)/giu

export const inertJson = (value: object): string =>
  breakLinks(JSON.stringify(value).replaceAll(active, unit), unit)

/** The size in bytes of UTF-8. */
export const sizeBytes = (text: string): number => new TextEncoder().encode(text).length
