/**
 * JSON that says exactly what `JSON.stringify` says and is harmless to look at. A topic with a
 * machine's format often has a person's address on it too, and mail programs show JSON as text:
 * hidden characters, links, tags and mentions are written as escapes, which every parser undoes.
 */
import { breakLinks } from './neutral.ts'

const unit = (character: string): string =>
  character
    .split('')
    .map((half) => `\\u${half.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')

/** Signs that stand only inside of strings, where an escape means the same. */
const active =
  /[<>&`|\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|(?<=\])\(|@(?=here|channel|everyone)/giu

export const inertJson = (value: object): string =>
  breakLinks(JSON.stringify(value).replaceAll(active, unit), unit)

/** In bytes of UTF-8. */
export const sizeBytes = (text: string): number => new TextEncoder().encode(text).length
