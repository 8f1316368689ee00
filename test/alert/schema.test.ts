/** schema/alert.schema.json, what is written by it, and the types it is written from: all three agree. */
import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { render } from '../../src/alert/formats.ts'
import { alerts, stopLogging } from './documents.ts'

interface Schema {
  readonly type?: string | readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly additionalProperties?: boolean | Schema
}

const schema: Schema = JSON.parse(readFileSync('schema/alert.schema.json', 'utf8'))

/**
 * Readers must accept fields that are added later; documents written now have only fields of the
 * schema.
 */
const closed = (part: Schema): Schema => ({
  ...part,
  ...(part.properties && {
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(part.properties).map(([key, value]) => [key, closed(value)]),
    ),
  }),
  ...(part.items && { items: closed(part.items) }),
})

const ajv = new Ajv({ strict: true, allowUnionTypes: true })
addFormats.default(ajv)
const validate = ajv.compile(closed(schema))

test.each(Object.entries(alerts))('%s keeps to it, and has nothing it does not tell', (_, make) => {
  validate(JSON.parse(JSON.stringify(make())))
  expect(validate.errors ?? []).toEqual([])
  validate(JSON.parse(render(make(), 'json').message))
  expect(validate.errors ?? []).toEqual([])
})

test.each([
  ['a field that is left out', { why: undefined }],
  ['a field of another type', { count: '3' }],
  ['a severity that there is not', { severity: 'urgent' }],
  ['another version', { version: 2 }],
  ['a key that is too long', { dedupKey: 'x'.repeat(256) }],
  ['a time that is none', { detectedAt: 'yesterday' }],
  ['a field it does not tell', { colour: 'red' }],
])('%s is refused', (_, change) => {
  expect(validate(JSON.parse(JSON.stringify({ ...stopLogging(), ...change })))).toBe(false)
})

/** The fields of each interface of document.ts, nested ones as `event.id`. */
function fieldsOf(name: string): string[] {
  const source = readFileSync('src/alert/document.ts', 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\//g, '')
  const body = source.split(`export interface ${name} {`)[1]?.split('\n}')[0] ?? ''
  const fields: string[] = []
  let parent = ''
  for (const line of body.split('\n')) {
    const [, indent = '', key] = /^( +)readonly (\w+):/.exec(line) ?? []
    if (key === undefined) continue
    if (indent.length === 2) parent = key
    fields.push(indent.length === 2 ? key : `${parent}.${key}`)
  }
  return fields
}

const propertiesOf = (part: Schema | undefined): string[] =>
  Object.entries(part?.properties ?? {}).flatMap(([key, value]) => [
    key,
    ...(value.type === 'object'
      ? Object.keys(value.properties ?? {}).map((inner) => `${key}.${inner}`)
      : []),
  ])

describe('it is fresh: it tells the fields of', () => {
  test.each([
    ['AlertDocument', schema],
    ['ActorDocument', schema.properties?.actor],
    ['ResponseDocument', schema.properties?.response],
  ])('%s', (name, part) => {
    expect(fieldsOf(name).length).toBeGreaterThan(5)
    expect(propertiesOf(part).toSorted()).toEqual(fieldsOf(name).toSorted())
    expect(part?.required?.toSorted()).toEqual(Object.keys(part?.properties ?? {}).toSorted())
  })
})
