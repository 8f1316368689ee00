/**
 * The kinds of text that the envelopes consist of. The zod `id` names the definition in the JSON
 * Schemas, and chooses the diagnostic for a value that does not fit (`format-problem.ts`).
 */
import * as z from 'zod'

/** The sentence that the JSON Schema shows for a key, with examples of its value. */
export const description = (sentence: string, ...examples: unknown[]) => ({
  description: sentence,
  ...(examples.length > 0 && { examples }),
})

export const ruleId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .meta({ id: 'ruleId', description: 'Kebab-case, unique, equal to the file name without `.yaml`' })

export const duration = z
  .string()
  .regex(/^[1-9]\d{0,5}[smhd]$/)
  .meta({
    id: 'duration',
    description: 'A whole number and a unit',
    examples: ['30s', '10m', '1h', '7d'],
  })

export const date = z
  .string()
  .regex(/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/)
  .meta({ id: 'date', description: 'A day, UTC', examples: ['2027-01-31'] })

export const attackId = z
  .string()
  .regex(/^T\d{4}(?:\.\d{3})?$/)
  .meta({
    id: 'attackId',
    description: 'An ATT&CK 19 technique',
    examples: ['T1098.001', 'T1685.002'],
  })

export const jsonPath = z
  .string()
  .regex(/^\$[.[]/)
  .meta({
    id: 'jsonPath',
    description: 'A JSONPath into the record; it names a field and computes nothing',
    examples: [
      '$.userIdentity.arn',
      '$.requestParameters.ipPermissions.items[*].ipRanges.items[*].cidrIp',
    ],
  })

export const accountId = z
  .string()
  .regex(/^\d{12}$/)
  .meta({ id: 'accountId', description: 'An AWS account id, twelve digits, in quotes' })

export const region = z
  .string()
  .regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/)
  .meta({ id: 'region', description: 'An AWS region', examples: ['eu-west-1'] })

export const arn = z
  .string()
  .regex(/^arn:aws[a-z-]*:/)
  .meta({ id: 'arn', description: 'An ARN' })

/** An ARN, an ARN with `*`, or a unique id. Anything else is nobody's. */
export const principal = z
  .string()
  .regex(/^(?:arn:\S+|\S*\*\S*|A(?:IDA|ROA)[A-Z0-9]+)$/)
  .meta({
    id: 'principal',
    description: 'A user or role: its unique id (`AIDA…`, `AROA…`) or its ARN',
    examples: ['AROAEXAMPLEBREAKGLASS', 'arn:aws:iam::111122223333:role/break-glass'],
  })

export const organizationId = z
  .string()
  .regex(/^o-[a-z0-9]{10,32}$/)
  .meta({
    id: 'organizationId',
    description: 'An id of AWS Organizations',
    examples: ['o-a1b2c3d4e5'],
  })

/** An e-mail address, a telephone number, an https address, or the ARN of what SNS delivers to. */
export const subscription = z
  .string()
  .regex(
    /^(?:[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+|\+[1-9]\d{6,14}|https:\/\/\S+|arn:aws[a-z-]*:(?:sqs|lambda|firehose):\S+)$/,
  )
  .meta({
    id: 'subscription',
    description: 'Who listens: an e-mail address, a `+` number, an https address or an ARN',
    examples: ['security@example.com', '+4915112345678', 'https://events.example.com/aws'],
  })

export const path = z.string().meta({
  id: 'path',
  description: 'A dotted path from the record down',
  examples: ['userIdentity.arn'],
})

export const paths = z
  .union([path, z.array(path).min(1)])
  .meta({ description: 'One path or several' })

export const pathsOrNone = z
  .union([path, z.array(path)])
  .meta({ description: 'One path, several, or none' })

/** A block of the language. `block.ts` reads it, and not zod, because its errors need places. */
export const block = z.unknown().meta({ id: 'block' })
export const blocks = z.unknown().meta({ id: 'blocks' })

export const text = z.string().min(1).regex(/\S/)
