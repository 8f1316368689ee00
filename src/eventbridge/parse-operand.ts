/** The value of an operator: what stands between its name and its `}`. */

import { refuseAt } from './json-cursor.ts'
import { type JsonReader, nextToken, tokenText } from './json-reader.ts'
import * as messages from './messages.ts'

/** The string that is an operator's whole value, up to and with the `}`. */
export function onlyString(reader: JsonReader, operator: string): string {
  const text = stringValue(reader, operator)
  endOperator(reader)
  return text
}

export function stringValue(reader: JsonReader, operator: string): string {
  if (nextToken(reader) !== 'string') refuseAt(reader, messages.notAString(operator))
  return tokenText(reader)
}

export function endOperator(reader: JsonReader): void {
  if (nextToken(reader) !== '}') refuseAt(reader, messages.secondKey)
}
