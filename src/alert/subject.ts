/** Writes the shortest texts: the subject of an e-mail, and one SMS. */
import type { AlertDocument } from './document.ts'
import { headline } from './headline.ts'
import { cut } from './short-json.ts'

/** Letters without their diacritics, and `?` for other characters. */
const ascii = (text: string): string =>
  text
    .replaceAll('…', '...')
    .replaceAll(/[‹›]/g, "'")
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^ -~]/gu, '?')

/**
 * ASCII without control characters, beginning with a letter, fewer than 100 characters: SNS refuses
 * the whole message otherwise. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const subjectOf = (document: AlertDocument): string => {
  const text = ascii(headline(document))
  return text.length < 100 ? text : `${text.slice(0, 96)}...`
}

/** Characters of GSM 03.38 that take two of an SMS's 160. */
const wide = /[[\]{}\\^~|]/g

/** One SMS of at most 160 characters: what happened, and the beginning of the alert's id. */
export function smsOf(document: AlertDocument): string {
  const rule = ascii(cut(document.rule, 40))
  const tail = ` (${rule}, ${ascii(document.id.slice(0, 8))})`
  const text = ascii(headline(document)).replaceAll('`', "'")
  let room = 160 - widthOf(tail)
  let kept = ''
  for (const character of text) {
    room -= widthOf(character)
    if (room < 0) return `${kept.slice(0, -2)}..${tail}`
    kept += character
  }
  return `${kept}${tail}`
}

const widthOf = (text: string): number => text.length + (text.match(wide)?.length ?? 0)
