/**
 * Whoever attacks an account chooses names, tags, session names and user agents, and so writes a
 * part of every alert. An alert gets forwarded: from mail to chat, from chat to a ticket, from there
 * to a spreadsheet. A value that is shown must therefore be inert in all of them, and what was done
 * to it must be seen: nothing is dropped in silence.
 */
import { cut } from './short-json.ts'

/** Characters that are not seen or that move what follows; the braille blank is a space by looks alone. */
const unseen = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** More than three marks on one letter paint over the lines around it. */
const stackedMarks = /(\p{M}{3})\p{M}+/gu

const escaped = (character: string): string =>
  character === '\n' ? '\\n' : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`

/** One line in which every character is seen, of at most so many UTF-16 units. */
export const visible = (text: string, length: number): string =>
  cut(
    cut(text, length)
      .replaceAll(stackedMarks, '$1')
      .replaceAll(/\p{Zs}/gu, ' ')
      .replaceAll(unseen, escaped),
    length,
  )

/** Text of a rule: its author may break lines and write links. */
export const paragraphs = (text: string, length: number): string =>
  cut(
    cut(text, length)
      .replaceAll(/\r\n?/g, '\n')
      .replaceAll(/\t/g, ' ')
      .replaceAll(/(?!\n|\u200d)\p{C}/gu, escaped),
    length,
  ).trim()

/** A value as it is shown to people: no links, markup, mentions, formulas or lines of its own. */
export function inert(text: string, length: number): string {
  const line = visible(text, length).trim()
  if (line === '' && text !== '') return cut('(blank)', length)
  let seen = neutralise(line)
  // Cutting can make a name out of a longer one, and so a link: what is left is looked at again.
  for (let room = length; seen.length > length && room > 0; ) {
    room -= seen.length - length
    seen = neutralise(cut(seen, room))
  }
  return cut(seen, length).trim()
}

const neutralise = (text: string): string => breakFormula(breakLinks(breakMentions(breakMarkup(text))))

/**
 * A value that programs compare: as it came where it is made of the characters of ARNs, addresses
 * and names only, else as it is shown.
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

/** Each start is tried once and labels hold no stops, so that this is linear in the text. */
const domain = new RegExp(
  `(?<![\\p{L}\\p{N}_.\\u3002\\uff0e\\uff61-])(?:[\\p{L}\\p{N}_-]*${stop})+(?:\\p{L}{2,24}|xn--[a-z\\d-]{2,59})(?![\\p{L}\\p{N}_@-]|${stop}[\\p{L}\\p{N}])`,
  'giu',
)

/**
 * Endings that are no top-level domain (IANA's root zone), but common in names of AWS: of files, and
 * instance sizes.
 */
const ending =
  /\.(?:json|ya?ml|txt|csv|log|pdf|html?|gz|js|xml|jar|parquet|nano|micro|small|medium|large|metal)$/i

/** Names that AWS itself writes: event sources, service principals; and the fields that a missing value is named by. */
const known =
  /^(?:aws\.[a-z\d-]+|[a-z\d-]+\.amazonaws\.com(?:\.cn)?|(?:requestParameters|responseElements|userIdentity|additionalEventData|serviceEventDetails|insightDetails|envelope)\.[\w.]+)$/

/**
 * Breaks whatever a mail or chat program, or a phone, would make a link of. E-mail addresses stay:
 * who signed in by Identity Center is named by one. A page in a bucket is no service principal.
 */
export const breakLinks = (text: string, broken = (sign: string): string => `[${sign}]`): string =>
  text.replaceAll(schemes, broken).replaceAll(domain, (name, at: number, whole: string) => {
    const isPage = /^s3[.-]/i.test(name) && whole[at + name.length] === '/'
    if (whole[at - 1] === '@' || ending.test(name) || (known.test(name) && !isPage)) return name
    return name.replaceAll(new RegExp(stop, 'gu'), broken)
  })

const lookAlikes: Readonly<Record<string, string>> = { '<': '‹', '>': '›', '`': '‵', '|': '¦' }

/** HTML, the links and mentions of Slack, code spans, cells of tables; and the links of markdown. */
const breakMarkup = (text: string): string =>
  text
    .replaceAll(/[<>`|]/g, (sign) => lookAlikes[sign] ?? sign)
    .replaceAll(/\](?=\()/g, '] ')
    .replaceAll(/&(?=#?\w+;)/g, '& ')

const breakMentions = (text: string): string =>
  text.replaceAll(/[@\uff20](?=here|channel|everyone)/gi, '[at]')

/** What a spreadsheet would calculate. */
const breakFormula = (text: string): string => (/^\s*[=+@-]/.test(text) ? `'${text}` : text)
