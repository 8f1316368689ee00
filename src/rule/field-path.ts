/** Checks the paths that an author wrote against the documented fields of records. */
import { documentedPaths, type FieldTree, isDocumented } from '../aws/record-fields.ts'
import {
  badPath,
  envelopeInElement,
  outsideOfRecord,
  unknownField,
} from '../diagnostics/catalogue/path.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { actorPath, type Path, pathText } from '../ir/path.ts'
import { parsePath } from '../operators/parse-path.ts'
import type { BlockReading } from './reading.ts'

/** Reads a path. The result is undefined after an error was reported. */
export function readPath(written: string, span: Span, reading: BlockReading): Path | undefined {
  if (written === 'actor' && reading.hasActor) return actorPath
  const parsed = parsePath(written)
  if (!parsed.ok) {
    reading.report(badPath(written, parsed.problem, span))
    return undefined
  }
  return checkPath(parsed.path, written, span, reading) ? parsed.path : undefined
}

/** Whether a path starts at the record. A field that is not documented is reported. */
export function checkPath(path: Path, written: string, span: Span, reading: BlockReading): boolean {
  if (reading.element !== undefined) return checkElementPath(path, written, span, reading)
  const right = fromRecord(path, reading.fields)
  if (right !== undefined) {
    reading.report(badPath(written, outsideOfRecord(pathText(right)), span))
    return false
  }
  if (reading.fields !== undefined && !isDocumented(reading.fields, path)) {
    reading.report(unknownField(written, guessField(path, reading.fields), span))
  }
  return true
}

function checkElementPath(path: Path, written: string, span: Span, reading: BlockReading): boolean {
  const { element = [], fields, report } = reading
  if (path[0] === 'envelope') {
    report(badPath(written, envelopeInElement, span))
    return false
  }
  const whole = [...element, ...path]
  if (fields !== undefined && !isDocumented(fields, whole)) {
    const [guess, start] = [guessField(whole, fields), `${pathText(element)}.`]
    const beside = guess?.startsWith(start) ? guess.slice(start.length) : undefined
    report(unknownField(written, beside, span))
  }
  return true
}

/** The same path from the record down, or undefined if it starts there. */
export function fromRecord(path: Path, fields: FieldTree | undefined): Path | undefined {
  if (path[0] === 'envelope' && path[1] === 'detail') return path.slice(2)
  return path[0] === 'detail' && fields !== undefined ? path.slice(1) : undefined
}

/**
 * The documented field that the author most likely meant: the same name in another place, otherwise
 * the closest spelling in the same place.
 */
export function guessField(path: Path, fields: FieldTree): string | undefined {
  const depth = path.findIndex((_, index) => !isDocumented(fields, path.slice(0, index + 1)))
  const name = path[depth] ?? ''
  const below = path.slice(depth + 1).map((segment) => pathText([segment]))
  const elsewhere = [...documentedPaths(fields)].find(
    (field) => field === name || field.endsWith(`.${name}`),
  )
  if (elsewhere !== undefined) return [elsewhere, ...below].join('.')
  const beside = nearest(name, fieldsAt(path.slice(0, depth), fields))
  return beside === undefined
    ? undefined
    : pathText([...path.slice(0, depth), beside, ...path.slice(depth + 1)])
}

function fieldsAt([segment, ...rest]: Path, fields: FieldTree): readonly string[] {
  if (segment === undefined) return Object.keys(fields)
  const below = fields[segment]
  return below === undefined || below === '*' ? [] : fieldsAt(rest, below)
}
