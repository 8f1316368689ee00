/**
 * Makes values from events harmless to show. An attacker chooses names, tags, session names and
 * user agents, and so writes part of every alert. People forward alerts from mail to chat, from
 * chat to a ticket, from there to a spreadsheet. A value must therefore be inert in all of them,
 * and every change to it must be visible: nothing is dropped silently.
 */
import { cut } from './short-json.ts'

/**
 * Characters that are invisible or that move later text. The braille blank only looks like a space.
 */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** More than three marks on one letter cover the lines around it. */
const stackedMarks = /(\p{M}{3})\p{M}+/gu

const escapeCharacter = (character: string): string =>
  character === '\n' ? '\\n' : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`

/** One line in which every character is visible, of at most `length` UTF-16 units. */
export const visible = (text: string, length: number): string =>
  cut(
    cut(text, length)
      .replaceAll(stackedMarks, '$1')
      .replaceAll(/\p{Zs}/gu, ' ')
      .replaceAll(unseen, escapeCharacter),
    length,
  )

/** Text of a rule, whose author may break lines and write links. */
export const paragraphs = (text: string, length: number): string =>
  cut(
    cut(text, length)
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/\t/g, ' ')
      .replaceAll(/(?!\n|\u200d)\p{C}/gu, escapeCharacter),
    length,
  ).trim()

/**
 * A value as people see it: without links, markup, mentions, formulas or line breaks. At most
 * `length` UTF-16 units.
 */
export function inert(text: string, length: number): string {
  const line = visible(text, length).trim()
  if (line === '' && text !== '') return cut('(blank)', length)
  let seen = neutralise(line)
  // Cutting can turn a longer name into a link, so the rest is checked again.
  for (let room = length; seen.length > length && room > 0; ) {
    room -= seen.length - length
    seen = neutralise(cut(seen, room))
  }
  return cut(seen, length).trim()
}

const neutralise = (text: string): string =>
  breakFormula(breakLinks(breakMentions(breakMarkup(text))))

/**
 * A value that programs compare: unchanged where it has only the characters of ARNs, addresses and
 * names, otherwise as `inert` writes it.
 */
export const identifier = (text: string, length: number): string =>
  text.length <= length &&
  /^\w[\w+=,.@:/#* -]*$/.test(text) &&
  text.search(schemes) === -1 &&
  breakMentions(text) === text
    ? text
    : inert(text, length)

/** `https://` of any scheme, and the schemes that need no slashes. */
const schemes =
  /:(?=\/\/)|(?<=\b(?:javascript|vbscript|data|mailto|tel|sms|callto|facetime|file)):(?=\S)/gi

/** The full stop, and the three that browsers take for one in a domain name. */
const stop = '[.\\u3002\\uff0e\\uff61]'

/** Each start is tried once and labels contain no stops, so the time is linear in the text. */
const domain = new RegExp(
  `(?<![\\p{L}\\p{N}_.\\u3002\\uff0e\\uff61-])(?:[\\p{L}\\p{N}_-]*${stop})+(?:\\p{L}{2,24}|xn--[a-z\\d-]{2,59})(?![\\p{L}\\p{N}_@-]|${stop}[\\p{L}\\p{N}])`,
  'giu',
)

/**
 * Endings that are no top-level domain (IANA's root zone), but common in names of AWS: file
 * extensions and instance sizes.
 */
const ending =
  /\.(?:json|ya?ml|txt|csv|log|pdf|html?|gz|js|xml|jar|parquet|nano|micro|small|medium|large|metal)$/i

/**
 * Names that AWS itself writes: event sources and service principals; and field names in the text
 * for a missing value.
 */
const known =
  /^(?:aws\.[a-z\d-]+|[a-z\d-]+\.amazonaws\.com(?:\.cn)?|(?:requestParameters|responseElements|userIdentity|additionalEventData|serviceEventDetails|insightDetails|envelope)\.[\w.]+)$/

/**
 * Breaks everything that a mail or chat program, or a phone, would turn into a link. E-mail
 * addresses stay, because users of Identity Center are named by theirs. A page in a bucket is no
 * service principal.
 */
export const breakLinks = (text: string, broken = (sign: string): string => `[${sign}]`): string =>
  text.replaceAll(schemes, broken).replaceAll(domain, (name, at: number, whole: string) => {
    const isPage = /^s3[.-]/i.test(name) && whole[at + name.length] === '/'
    if (whole[at - 1] === '@' || ending.test(name) || (known.test(name) && !isPage)) return name
    return name.replaceAll(new RegExp(stop, 'gu'), broken)
  })

const lookAlikes: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '`': '‵', '|': '¦' }

/** Breaks HTML, Slack's links and mentions, code spans, table cells, and markdown links. */
const breakMarkup = (text: string): string =>
  text
    .replaceAll(/[<>`|]/g, (sign) => lookAlikes[sign] ?? sign)
    .replaceAll(/\](?=\()/g, '] ')
    .replaceAll(/&(?=#?\w+;)/g, '& ')

const breakMentions = (text: string): string =>
  text.replaceAll(/[@\uff20](?=here|channel|everyone)/gi, '[at]')

/** Breaks a text that a spreadsheet would calculate. */
const breakFormula = (text: string): string => (/^\s*[=+@-]/.test(text) ? `'${text}` : text)
