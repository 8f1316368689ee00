/** Looks up parts of a zod schema by key path, for sentences about the value expected there. */
import type * as z from 'zod'
import { addKey } from '../../diagnostics/catalogue/envelope.ts'

type Definition = z.core.$ZodTypeDef & {
  readonly innerType?: z.ZodType
  readonly element?: z.ZodType
  readonly valueType?: z.ZodType
  readonly options?: readonly z.ZodType[]
  readonly shape?: Readonly<Record<string, z.ZodType>>
  readonly entries?: Readonly<Record<string, string>>
  readonly format?: string
}

const definition = (schema: z.ZodType): Definition => schema.def as Definition

function unwrap(schema: z.ZodType): z.ZodType {
  const { innerType } = definition(schema)
  return innerType === undefined ? schema : unwrap(innerType)
}

/** The schema of one value. In a union it is the first alternative that has such a key. */
export function schemaAt(schema: z.ZodType, keys: readonly PropertyKey[]): z.ZodType | undefined {
  const [key, ...rest] = keys
  if (key === undefined) return schema.meta()?.id === undefined ? preferMeta(schema) : schema
  const { shape, element, valueType, options } = definition(unwrap(schema))
  if (options !== undefined) {
    return options.map((option) => schemaAt(option, keys)).find((found) => found !== undefined)
  }
  const own = shape !== undefined && Object.hasOwn(shape, key) ? shape[String(key)] : undefined
  const below = own ?? (typeof key === 'number' ? element : valueType)
  return below && schemaAt(below, rest)
}

/** `.optional()` hides the id of what it wraps, and ids choose the diagnostic. */
const preferMeta = (schema: z.ZodType): z.ZodType =>
  unwrap(schema).meta()?.id === undefined ? schema : unwrap(schema)

/** The keys that a mapping may have. */
export function keysAt(schema: z.ZodType, keys: readonly PropertyKey[]): readonly string[] {
  const found = schemaAt(schema, keys)
  const { shape, options } = found ? definition(unwrap(found)) : {}
  if (shape !== undefined) return Object.keys(shape)
  return (options ?? []).flatMap((option) => keysAt(option, []))
}

/** A help line for a missing key: its description, its values if only certain words are allowed. */
export function helpAt(schema: z.ZodType, keys: readonly PropertyKey[]): string {
  const key = String(keys.at(-1))
  const found = schemaAt(schema, keys)
  const { description, examples } = found?.meta() ?? {}
  const example = Array.isArray(examples) ? String(examples[0]) : undefined
  const takes = wantedAt(schema, keys)
  if (description === undefined) return addKey(key, takes, undefined, example)
  const isEnum = found !== undefined && definition(unwrap(found)).type === 'enum'
  const words = description.charAt(0).toLowerCase() + description.slice(1)
  return addKey(key, words, isEnum ? takes : undefined, example)
}

/** Whether zod accepts any value because another reader checks it. That is so for blocks. */
export function isReadByHand(schema: z.ZodType, keys: readonly PropertyKey[]): boolean {
  const found = schemaAt(schema, keys)
  return found !== undefined && definition(unwrap(found)).type === 'unknown'
}

/** The kind of value that a key takes, completing "takes …". */
export function wantedAt(schema: z.ZodType, keys: readonly PropertyKey[]): string {
  const found = schemaAt(schema, keys)
  return found === undefined ? 'something else' : expected(unwrap(found))
}

function expected(schema: z.ZodType): string {
  const { type, options, entries, element, format } = definition(schema)
  switch (type) {
    case 'string':
      return 'text'
    case 'number':
      return format === undefined ? 'a number' : 'a whole number'
    case 'boolean':
      return '`true` or `false`'
    case 'array':
      return element === undefined ? 'a list' : `a list of ${expectedMany(unwrap(element))}`
    case 'enum':
      return `one of ${Object.keys(entries ?? {})
        .map((word) => `\`${word}\``)
        .join(', ')}`
    case 'literal':
      return `\`${(schema as z.ZodLiteral<string>).value}\``
    case 'union':
      return [...new Set((options ?? []).map((option) => expected(unwrap(option))))].join(' or ')
    case 'object':
    case 'record':
      return 'a mapping'
    default:
      return 'a value'
  }
}

function expectedMany(schema: z.ZodType): string {
  const { type, options } = definition(schema)
  switch (type) {
    case 'union':
      return [...new Set((options ?? []).map((option) => expectedMany(unwrap(option))))].join(', ')
    case 'number':
      return 'numbers'
    case 'object':
      return 'mappings'
    default:
      return expected(schema)
  }
}
