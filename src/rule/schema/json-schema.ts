/**
 * The JSON Schemas with which editors complete and check a file. They come from the definitions
 * that the reader uses: zod for the envelopes, the operator registry for tests, and the documented
 * fields of records for the keys of a block. They are draft-07, the newest that
 * yaml-language-server reads.
 */
import * as z from 'zod'
import { documentedPaths, recordFields } from '../../aws/record-fields.ts'
import type { OperatorCheck } from '../../ir/predicate.ts'
import type { Operator } from '../../operators/operator.ts'
import { operatorNames, operators } from '../../operators/operators.ts'
import { conditions } from '../conditions.ts'
import { configSchema } from './config.ts'
import { exceptionSchema } from './exception.ts'
import { ruleSchema } from './rule.ts'

type Schema = Readonly<Record<string, unknown>>

/** File name under `schema/` to schema. */
export const jsonSchemas = (): Readonly<Record<string, Schema>> => ({
  'rule.schema.json': schemaOf(ruleSchema, ['match']),
  'exceptions.schema.json': listable(schemaOf(exceptionSchema, ['match'])),
  'tripline.schema.json': schemaOf(configSchema, []),
})

function schemaOf(schema: z.ZodType, alsoRequired: readonly string[]): Schema {
  const made = z.toJSONSchema(schema, { target: 'draft-7', io: 'input' }) as Record<
    string,
    unknown
  > & {
    definitions?: Record<string, Schema>
    required?: string[]
  }
  const usesBlocks = alsoRequired.length > 0
  return {
    ...made,
    // `block.ts` reads blocks, so zod does not know that they are required.
    required: [...new Set([...(made.required ?? []), ...alsoRequired])],
    definitions: { ...made.definitions, ...(usesBlocks && blockDefinitions()) },
  }
}

/** A file of exceptions holds one or a list of them. */
function listable({ $schema, title, description, definitions, ...one }: Schema): Schema {
  return {
    $schema,
    title,
    description,
    anyOf: [
      { $ref: '#/definitions/exception' },
      { type: 'array', items: { $ref: '#/definitions/exception' } },
    ],
    definitions: { ...(definitions as object), exception: one },
  }
}

const ref = (name: string): Schema => ({ $ref: `#/definitions/${name}` })
const oneOrMore = (schema: Schema): Schema => ({
  anyOf: [schema, { type: 'array', items: schema, minItems: 1 }],
})

const blockDefinitions = (): Readonly<Record<string, Schema>> => ({
  blocks: {
    ...oneOrMore(ref('block')),
    description: 'A block, or a list of blocks any of which may hold',
  },
  block: {
    type: 'object',
    description: 'Fields and their tests; all of them hold for one event',
    minProperties: 1,
    properties: {
      all: {
        type: 'array',
        items: ref('block'),
        minItems: 1,
        description: 'Blocks that all hold, each choosing its own values',
      },
      any: {
        type: 'array',
        items: ref('block'),
        minItems: 1,
        description: 'Blocks of which one holds',
      },
      not: { ...ref('block'), description: 'A block that does not hold: no value passes' },
      is: { ...oneOrMore(ref('condition')), description: 'Named conditions' },
      each: {
        type: 'object',
        minProperties: 1,
        additionalProperties: ref('block'),
        description:
          'Path and block: one element of the array at the path satisfies the block by itself. Paths in the block start at the element',
      },
      actor: {
        ...ref('test'),
        description: 'Who made the call, by a name that the caller cannot choose',
      },
      ...fieldProperties(),
    },
    additionalProperties: ref('test'),
  },
  condition: {
    anyOf: Object.entries(conditions).map(([name, { summary }]) => ({
      const: name,
      description: summary,
    })),
  },
  scalar: { type: ['string', 'number', 'boolean', 'null'] },
  // Not one `anyOf`: for a misspelt operator an editor would then say that a mapping is no text.
  test: {
    description: 'A value, a list of alternatives, or operators that all hold for the same value',
    if: { type: 'object' },
    // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
    then: ref('operators'),
    else: {
      anyOf: [
        ref('scalar'),
        { type: 'array', minItems: 1, items: { anyOf: [ref('scalar'), ref('operators')] } },
      ],
    },
  },
  operators: {
    type: 'object',
    minProperties: 1,
    additionalProperties: false,
    properties: {
      ...Object.fromEntries(
        operatorNames.map((name) => [
          name,
          operatorSchema(operators[name as keyof typeof operators] as Operator<OperatorCheck>),
        ]),
      ),
      not: { ...ref('test'), description: 'a value that fails this test, or an absent path' },
    },
  },
})

function operatorSchema({ summary, example, operand, takesList }: Operator<OperatorCheck>): Schema {
  return {
    ...(takesList ? oneOrMore(operand) : operand),
    description: `${summary}. Example: ${example}`,
  }
}

/** Documented fields, so that an editor can offer them. Other fields are allowed as well. */
function fieldProperties(): Record<string, Schema> {
  const cloudtrail = recordFields.get('cloudtrail') ?? {}
  return Object.fromEntries([...documentedPaths(cloudtrail)].map((path) => [path, ref('test')]))
}
