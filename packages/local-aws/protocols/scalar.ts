/** Converts single values to and from text, for the protocols that send text. */
import { AwsError } from '../errors.ts'
import { type Shape, type TimeFormat, timeFormat } from './model.ts'

/** Parses text as a value of the shape. Throws if it is none. */
export function scalarFromText(shape: Shape, text: string): unknown {
  if (shape.isBooleanSchema()) {
    if (text === 'true' || text === 'false') return text === 'true'
    throw malformed(text, 'true or false')
  }
  if (shape.isNumericSchema() || shape.isBigIntegerSchema()) {
    const number = Number(text)
    if (text.trim() === '' || !Number.isFinite(number)) throw malformed(text, 'a number')
    return number
  }
  if (shape.isTimestampSchema()) {
    const time = new Date(/^-?\d+(?:\.\d+)?$/.test(text) ? Number(text) * 1000 : text)
    if (Number.isNaN(time.getTime())) throw malformed(text, 'a time')
    return time
  }
  return shape.isBlobSchema() ? Buffer.from(text, 'base64') : text
}

const malformed = (text: string, wanted: string): AwsError =>
  new AwsError('MalformedInput', `'${text.slice(0, 100)}' is not ${wanted}.`)

export function scalarToText(shape: Shape, value: unknown, time: TimeFormat): string {
  if (value instanceof Date) return timeToText(value, timeFormat(shape, time))
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  return String(value)
}

function timeToText(time: Date, format: TimeFormat): string {
  switch (format) {
    case 'date-time':
      return time.toISOString().replace('.000Z', 'Z')
    case 'http-date':
      return time.toUTCString()
    case 'epoch-seconds':
      return String(time.getTime() / 1000)
  }
}
