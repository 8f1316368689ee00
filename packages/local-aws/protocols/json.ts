/**
 * AWS JSON 1.0 and 1.1: a header names the operation, and JSON carries input and output.
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
import { AwsError } from '../errors.ts'
import { members, type Shape, timeFormat } from './model.ts'
import type { Protocol } from './protocol.ts'

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const json = (version: '1.0' | '1.1'): Protocol => ({
  operationName: ({ headers }) => headers['x-amz-target']?.split('.').at(-1),

  decode: ({ body }, { input }) => {
    const given = body.length === 0 ? {} : parse(body.toString())
    const value = fromJson(given, input)
    return isFields(value) ? value : {}
  },

  encode: (output, { output: shape }, { requestId }) => ({
    status: 200,
    headers: headers(version, requestId),
    body: shape.isStructSchema() ? JSON.stringify(toJson(output, shape)) : '{}',
  }),

  fault: ({ name, code, message, status, requestId, namespace }) => ({
    status,
    headers: {
      ...headers(version, requestId),
      // Services that once used the query protocol still send their old code, as SQS does.
      ...(name !== code && {
        'x-amzn-query-error': `${code};${status < 500 ? 'Sender' : 'Receiver'}`,
      }),
    },
    body: JSON.stringify({ __type: `${namespace}#${name}`, message }),
  }),
})

const headers = (version: string, requestId: string) => ({
  'content-type': `application/x-amz-json-${version}`,
  'x-amzn-requestid': requestId,
})

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new AwsError('SerializationException', 'The body is not JSON.')
  }
}

function fromJson(value: unknown, shape: Shape): unknown {
  if (value === null || value === undefined) return undefined
  if (shape.isStructSchema()) {
    if (!isFields(value)) throw unexpected('an object')
    return Object.fromEntries(
      members(shape).flatMap(([name, member]) => {
        const read = Object.hasOwn(value, name) ? fromJson(value[name], member) : undefined
        return read === undefined ? [] : [[name, read]]
      }),
    )
  }
  if (shape.isListSchema()) {
    if (!Array.isArray(value)) throw unexpected('a list')
    return value.map((item) => fromJson(item, shape.getValueSchema()))
  }
  if (shape.isMapSchema()) {
    if (!isFields(value)) throw unexpected('an object')
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, fromJson(item, shape.getValueSchema())]),
    )
  }
  return scalarFromJson(value, shape)
}

function scalarFromJson(value: unknown, shape: Shape): unknown {
  if (shape.isTimestampSchema()) {
    const time = new Date(typeof value === 'number' ? value * 1000 : String(value))
    if (Number.isNaN(time.getTime())) throw unexpected('a time')
    return time
  }
  if (shape.isStringSchema() && typeof value !== 'string') throw unexpected('a string')
  if (shape.isBooleanSchema() && typeof value !== 'boolean') throw unexpected('true or false')
  if (shape.isNumericSchema() && typeof value !== 'number') throw unexpected('a number')
  return shape.isBlobSchema() ? Buffer.from(String(value), 'base64') : value
}

const unexpected = (wanted: string): AwsError =>
  new AwsError('SerializationException', `The body has something else where ${wanted} belongs.`)

function toJson(value: unknown, shape: Shape): unknown {
  if (value === null || value === undefined) return undefined
  if (shape.isStructSchema()) {
    return Object.fromEntries(
      members(shape).map(([name, member]) => [name, toJson((value as Fields)[name], member)]),
    )
  }
  if (shape.isListSchema()) {
    return (value as readonly unknown[]).map((item) => toJson(item, shape.getValueSchema()))
  }
  if (shape.isMapSchema()) {
    return Object.fromEntries(
      Object.entries(value as Fields).map(([key, item]) => [
        key,
        toJson(item, shape.getValueSchema()),
      ]),
    )
  }
  if (value instanceof Date) {
    return timeFormat(shape, 'epoch-seconds') === 'date-time'
      ? value.toISOString()
      : value.getTime() / 1000
  }
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}
