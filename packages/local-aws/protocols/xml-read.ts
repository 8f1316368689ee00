/**
 * Reads the XML that SDK clients write into values of a shape. It accepts no document type and no
 * custom entities.
 */
import { AwsError } from '../errors.ts'
import { members, type Shape } from './model.ts'
import { scalarFromText } from './scalar.ts'

export interface XmlElement {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly XmlElement[]
  readonly text: string
}

interface Open extends XmlElement {
  readonly children: XmlElement[]
  readonly parts: string[]
}

/** The maximum depth of a document. */
const deepest = 64

const token =
  /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/y

/** The root element. Throws `MalformedXML` for anything else. */
export function readXml(text: string): XmlElement {
  const open: Open[] = [openElement('', '')]
  token.lastIndex = 0
  while (token.lastIndex < text.length) {
    const found = token.exec(text)
    if (found === null || open.length > deepest) throw malformed()
    const [, cdata, closing, opening, attributes = '', selfClosing, plain] = found
    const top = open.at(-1) as Open
    if (cdata !== undefined) top.parts.push(cdata)
    else if (plain !== undefined) top.parts.push(unescapeXml(plain))
    else if (opening !== undefined) {
      open.push(openElement(opening, attributes))
      if (selfClosing) close(open)
    } else if (closing !== undefined) {
      if (open.length < 2 || top.name !== local(closing)) throw malformed()
      close(open)
    }
  }
  const [root] = open
  const [document, more] = root?.children ?? []
  if (open.length !== 1 || document === undefined || more !== undefined) throw malformed()
  return document
}

const malformed = (): AwsError =>
  new AwsError('MalformedXML', 'The XML you provided was not well-formed.')

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

function openElement(name: string, attributes: string): Open {
  const pairs = [...attributes.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)]
  const parts: string[] = []
  return {
    name: local(name),
    attributes: new Map(
      pairs.map(([, key = '', double, single]) => [key, unescapeXml(double ?? single ?? '')]),
    ),
    children: [],
    parts,
    get text() {
      return parts.join('')
    },
  }
}

function close(open: Open[]): void {
  const done = open.pop()
  if (done !== undefined) open.at(-1)?.children.push(done)
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescapeXml = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{1,8}));/gi, (all, decimal, hex, name) => {
    if (name !== undefined) return named[name] ?? all
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : all
  })

/** The members of a structure that the element contains. */
export function* structFromXml(
  { children, attributes }: XmlElement,
  shape: Shape,
): Generator<[string, unknown]> {
  for (const [name, member] of members(shape)) {
    const { xmlName = name, xmlAttribute, xmlFlattened } = member.getMergedTraits()
    const wanted = member.getMemberTraits().xmlName ?? name
    if (xmlAttribute) {
      const value = attributes.get(String(xmlName))
      if (value !== undefined) yield [name, value]
      continue
    }
    const found = children.filter((child) => child.name === wanted)
    const [first] = found
    if (first === undefined) continue
    if (member.isListSchema() && xmlFlattened) {
      yield [name, found.map((child) => valueFromXml(child, member.getValueSchema()))]
    } else yield [name, valueFromXml(first, member)]
  }
}

function valueFromXml(found: XmlElement, shape: Shape): unknown {
  if (shape.isStructSchema()) return Object.fromEntries(structFromXml(found, shape))
  if (shape.isListSchema()) {
    const item = shape.getValueSchema()
    return found.children.map((child) => valueFromXml(child, item))
  }
  return scalarFromText(shape, found.text)
}
