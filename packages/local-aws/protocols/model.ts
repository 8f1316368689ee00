/**
 * Reads the model of a service from its SDK client: operations, shapes and errors. Client packages
 * export it as schemas, so the local account uses exactly the shapes of the client.
 * https://github.com/smithy-lang/smithy-typescript/tree/main/packages/core/src/submodules/schema
 */
import { NormalizedSchema } from '@smithy/core/schema'

export type Shape = NormalizedSchema

export interface OperationShape {
  readonly name: string
  readonly input: Shape
  readonly output: Shape
  /**
   * Method and path template with query of a REST protocol, e.g. `GET`, `/{Bucket}?list-type=2`.
   */
  readonly http?: { readonly method: string; readonly uri: string; readonly status: number }
}

export interface ErrorShape {
  /** The exception's name, which CloudTrail records. */
  readonly name: string
  /** The error code in the query protocol. */
  readonly queryCode: string
  /** HTTP status; undefined if the model has none. */
  readonly status: number | undefined
}

export interface Model {
  /** e.g. `com.amazonaws.iam` */
  readonly namespace: string
  readonly operations: ReadonlyMap<string, OperationShape>
  /** Errors by exception name and by query code. */
  readonly errors: ReadonlyMap<string, ErrorShape>
}

interface Traits {
  readonly http?: readonly [string, string, number]
  readonly awsQueryError?: readonly [string, number]
  readonly httpError?: number
}

const kinds = { operation: 9, error: -3 } as const

/** Reads the model of `client`, an imported client package. */
export function readModel(client: object): Model {
  const operations = new Map<string, OperationShape>()
  const errors = new Map<string, ErrorShape>()
  let namespace = ''
  for (const schema of Object.values(client)) {
    if (!Array.isArray(schema)) continue
    const [kind, space, name, traits, input, output] = schema
    const traitMap: Traits = typeof traits === 'object' && traits !== null ? traits : {}
    if (kind === kinds.operation) {
      namespace = space
      operations.set(name, operation(name, traitMap, input, output))
    } else if (kind === kinds.error) {
      const [queryCode = name, queryStatus] = traitMap.awsQueryError ?? []
      const shape = { name, queryCode, status: traitMap.httpError ?? queryStatus }
      errors.set(name, shape)
      errors.set(queryCode, shape)
    }
  }
  return { namespace, operations, errors }
}

const operation = (
  name: string,
  { http }: Traits,
  input: Parameters<typeof NormalizedSchema.of>[0],
  output: Parameters<typeof NormalizedSchema.of>[0],
): OperationShape => ({
  name,
  input: NormalizedSchema.of(input),
  output: NormalizedSchema.of(output),
  ...(http && { http: { method: http[0], uri: http[1], status: http[2] } }),
})

/** The members of a structure in the model's order; none for an operation without input. */
export const members = (shape: Shape): readonly (readonly [string, Shape])[] =>
  shape.isStructSchema() ? [...shape.structIterator()] : []

/** The names of the required members: the schema gives their number, and they come first. */
export function requiredMembers(shape: Shape): readonly string[] {
  if (!shape.isStructSchema()) return []
  const schema = shape.getSchema()
  const count = Array.isArray(schema) ? (schema as readonly unknown[])[6] : undefined
  return members(shape)
    .slice(0, typeof count === 'number' ? count : 0)
    .map(([name]) => name)
}

/** The format of a time on the wire. */
export type TimeFormat = 'date-time' | 'http-date' | 'epoch-seconds'

const timeFormats: Readonly<Record<number, TimeFormat>> = {
  5: 'date-time',
  6: 'http-date',
  7: 'epoch-seconds',
}

export function timeFormat(shape: Shape, otherwise: TimeFormat): TimeFormat {
  const schema = shape.getSchema()
  return (typeof schema === 'number' ? timeFormats[schema] : undefined) ?? otherwise
}
