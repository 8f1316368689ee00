/**
 * A strict reader for the little XML that a JUnit report needs, https://www.w3.org/TR/xml/ without
 * DTDs, namespaces, comments and CDATA. It throws wherever a conforming parser must.
 */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: Element[]
  text: string
}

const declaration = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/
const openTag = /<([A-Za-z_][\w.-]*)((?:\s+[A-Za-z_][\w.-]*="[^"<]*")*)\s*(\/?)>/y
const closeTag = /<\/([A-Za-z_][\w.-]*)\s*>/y
const charactersRun = /[^<]+/y
const allowed = /^[\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]*$/u

export function parseXml(xml: string): Element {
  if (!declaration.test(xml)) throw new Error('no XML declaration')
  if (!allowed.test(xml)) throw new Error('a character that XML cannot have')
  const root: Element = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  let at = xml.indexOf('\n') + 1
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(xml) ?? undefined
    if (found) at = pattern.lastIndex
    return found
  }
  while (at < xml.length) {
    const parent = open.at(-1) ?? root
    const tag = take(openTag)
    if (tag) {
      const [, name = '', attributes = '', selfClosing] = tag
      const element = { name, attributes: attributesOf(attributes), children: [], text: '' }
      parent.children.push(element)
      if (selfClosing === '') open.push(element)
      continue
    }
    const close = take(closeTag)
    if (close) {
      if (open.length === 1 || open.pop()?.name !== close[1])
        throw new Error(`a stray </${close[1]}>`)
      continue
    }
    const run = take(charactersRun)
    if (!run) throw new Error(`no tag at ${at}: ${xml.slice(at, at + 40)}`)
    parent.text += unescaped(run[0])
  }
  const [only, second] = root.children
  if (open.length !== 1 || only === undefined || second !== undefined || root.text.trim() !== '')
    throw new Error('not exactly one whole element')
  return only
}

function attributesOf(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([A-Za-z_][\w.-]*)="([^"<]*)"/g)]
  const names = pairs.map(([, name = '']) => name)
  if (new Set(names).size < names.length) throw new Error(`an attribute twice: ${text}`)
  return Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, unescaped(value)]))
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

function unescaped(text: string): string {
  if (text.includes(']]>')) throw new Error('a bare ]]>')
  return text.replaceAll(/&([^;&]*)(;?)/g, (all, name: string, end: string) => {
    const numeric = /^#x[0-9A-Fa-f]+$/.test(name) ? Number.parseInt(name.slice(2), 16) : undefined
    const character = numeric === undefined ? entities[name] : String.fromCodePoint(numeric)
    if (end === '' || character === undefined) throw new Error(`no entity: ${all}`)
    return character
  })
}
