/**
 * Writes the title of an alert into a test of a rule file, as an edit of its text: comments, order
 * and spacing of the rest stay as they are.
 */
import {
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  type Pair,
  parseDocument,
  type YAMLMap,
} from 'yaml'

/** The changed text and the line of the title; undefined where the test cannot be edited. */
export interface StatedTitle {
  readonly text: string
  readonly line: number
}

/** `index` is the place of the test in `tests`, from 0. The test must have no `alert.title`. */
export function withStatedTitle(
  text: string,
  index: number,
  title: string,
): StatedTitle | undefined {
  const document = parseDocument(text)
  const test = document.getIn(['tests', index], true)
  if (document.errors.length > 0 || !isMap(test)) return undefined
  const alert = test.get('alert', true)
  const line = `title: ${quoted(title)}`
  const edit = isMap(alert)
    ? beforeFirst(text, alert, line)
    : afterLast(text, test, `alert: { ${line} }`)
  if (edit === undefined) return undefined
  const changed = text.slice(0, edit.at) + edit.added + text.slice(edit.at)
  const isStated = parseDocument(changed).getIn(['tests', index, 'alert', 'title']) === title
  const shownAt = edit.at + edit.added.indexOf('title: ')
  return isStated
    ? { text: changed, line: changed.slice(0, shownAt).split('\n').length }
    : undefined
}

interface Edit {
  readonly at: number
  readonly added: string
}

function afterLast(text: string, map: YAMLMap, line: string): Edit | undefined {
  const first = startOf(map.items[0])
  const last = map.items.at(-1)
  if (first === undefined || last === undefined) return undefined
  const end = endOf(last)
  if (end === undefined) return undefined
  if (map.flow === true) return { at: end, added: `, ${line}` }
  const indent = ' '.repeat(first - (text.lastIndexOf('\n', first - 1) + 1))
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  // A text in the block style ends after its line break.
  if (text[end - 1] === '\n') return { at: end, added: `${indent}${line}${eol}` }
  const lineBreak = /\r?\n|$/g
  lineBreak.lastIndex = end
  return { at: lineBreak.exec(text)?.index ?? text.length, added: `${eol}${indent}${line}` }
}

function beforeFirst(text: string, map: YAMLMap, line: string): Edit | undefined {
  const at = startOf(map.items[0])
  if (at === undefined) return undefined
  if (map.flow === true) return { at, added: `${line}, ` }
  const eol = text.includes('\r\n') ? '\r\n' : '\n'
  const indent = ' '.repeat(at - (text.lastIndexOf('\n', at - 1) + 1))
  return { at, added: `${line}${eol}${indent}` }
}

function startOf(pair: Pair | undefined): number | undefined {
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined
}

/** Where the last value of a pair ends. */
function endOf({ key, value }: Pair): number | undefined {
  return endOfNode(value) ?? endOfNode(key)
}

/** A collection in the block style ends with its last value. */
function endOfNode(node: unknown): number | undefined {
  if (isCollection(node) && node.flow !== true) {
    const last = node.items.at(-1)
    return isPair(last) ? endOf(last) : endOfNode(last)
  }
  return isNode(node) ? node.range?.[1] : undefined
}

/** Single quotes where they can hold the text, and else JSON, which YAML reads. */
function quoted(title: string): string {
  if (title.search(hidden) === -1) return `'${title.replaceAll("'", "''")}'`
  return JSON.stringify(title).replaceAll(hidden, (text) =>
    Array.from(text.split(''), (unit) => unit.charCodeAt(0).toString(16).padStart(4, '0'))
      .map((digits) => `\\u${digits}`)
      .join(''),
  )
}

/** Characters that a reader of the file would not see. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu
