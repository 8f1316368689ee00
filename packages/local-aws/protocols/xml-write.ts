/** Writes values of a shape as XML, in the form that the SDK's XML reader expects. */
import { members, type Shape } from './model.ts'
import { scalarToText } from './scalar.ts'

export const escapeXml = (text: string): string =>
  text.replace(
    // Characters that XML 1.0 cannot express are removed; the others are escaped.
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[&<>"'\r]/g,
    (char) => escapes[char] ?? '',
  )

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xD;',
}

export const element = (name: string, content: string, attributes = ''): string =>
  `<${name}${attributes}>${content}</${name}>`

/** The members of a structure as elements, without an element around them. */
export function writeMembers(shape: Shape, value: object): string {
  return members(shape)
    .map(([name, member]) => {
      const given = (value as Readonly<Record<string, unknown>>)[name]
      const { xmlName, xmlAttribute } = member.getMemberTraits()
      if (given === undefined || given === null || xmlAttribute) return ''
      return writeNamed(xmlName ?? name, member, given)
    })
    .join('')
}

function writeNamed(name: string, shape: Shape, value: unknown): string {
  if (shape.isListSchema()) return writeList(name, shape, value as readonly unknown[])
  if (shape.isMapSchema()) return writeMap(name, shape, value as Readonly<Record<string, unknown>>)
  return writeElement(name, shape, value)
}

function writeElement(name: string, shape: Shape, value: unknown): string {
  if (shape.isStructSchema()) {
    return element(name, writeMembers(shape, value as object), attributesOf(shape, value as object))
  }
  return element(name, escapeXml(scalarToText(shape, value, 'date-time')))
}

function writeList(name: string, shape: Shape, items: readonly unknown[]): string {
  const item = shape.getValueSchema()
  const write = (itemName: string): string =>
    items.map((value) => writeNamed(itemName, item, value)).join('')
  return shape.getMergedTraits().xmlFlattened
    ? write(name)
    : element(name, write(item.getMergedTraits().xmlName ?? 'member'))
}

function writeMap(name: string, shape: Shape, map: Readonly<Record<string, unknown>>): string {
  const key = shape.getKeySchema()
  const value = shape.getValueSchema()
  const flat = shape.getMergedTraits().xmlFlattened
  const entries = Object.entries(map)
    .map(([at, given]) =>
      element(
        flat ? name : 'entry',
        element(key.getMergedTraits().xmlName ?? 'key', escapeXml(at)) +
          writeNamed(value.getMergedTraits().xmlName ?? 'value', value, given),
      ),
    )
    .join('')
  return flat ? entries : element(name, entries)
}

/** Members that are attributes of the tag, such as `xsi:type` of an S3 grantee. */
const attributesOf = (shape: Shape, value: object): string =>
  members(shape)
    .map(([name, member]) => {
      const { xmlName = name, xmlAttribute, xmlNamespace } = member.getMergedTraits()
      const given = (value as Readonly<Record<string, unknown>>)[name]
      if (!xmlAttribute || given === undefined) return ''
      const space = namespaceOf(xmlNamespace ?? shape.getMergedTraits().xmlNamespace)
      return `${space} ${xmlName}="${escapeXml(String(given))}"`
    })
    .join('')

/** The trait is `[prefix, uri]`. */
function namespaceOf(trait: unknown): string {
  if (!Array.isArray(trait)) return ''
  const [first, second] = trait
  const [prefix, uri] = String(first).includes('://') ? [second, first] : [first, second]
  return prefix ? ` xmlns:${prefix}="${uri}"` : ` xmlns="${uri}"`
}
