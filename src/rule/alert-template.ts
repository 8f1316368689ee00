import { isDocumented } from '../aws/record-fields.ts'
import {
  computedJsonPath,
  jsonPathOutside,
  noFieldNamed,
  reservedCharacters,
  textLikeValue,
  unknownField,
} from '../diagnostics/catalogue/path.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import { entry, type Node } from '../diagnostics/node.ts'
import { pathText } from '../ir/path.ts'
import type { AlertTemplate } from '../ir/rule.ts'
import { jsonPathFields, parseTemplate } from '../ir/template.ts'
import { fromRecord, guessField } from './field-path.ts'
import type { BlockReading } from './reading.ts'

/**
 * Reads the texts of an alert and checks every JSONPath in them. An author then learns of a mistake
 * now, and not when the first alert arrives.
 */
export function readAlert(node: Node | undefined, reading: BlockReading): AlertTemplate {
  if (node?.kind !== 'map') return { title: undefined, fields: [] }
  const title = textOf(entry(node, 'title')?.value)
  if (title) checkTemplate(title.value, title.span, reading)
  const labelled = entry(node, 'fields')?.value
  const fields = (labelled?.kind === 'map' ? labelled.entries : []).flatMap(({ key, value }) => {
    const path = textOf(value)
    // The schema has already reported text that does not start like a JSONPath.
    if (path && /^\$[.[]/.test(path.value)) checkJsonPath(path.value, path.span, reading)
    return path ? [{ label: key, path: path.value }] : []
  })
  return { title: title?.value, fields }
}

const textOf = (node: Node | undefined): { value: string; span: Span } | undefined =>
  node?.kind === 'scalar' && typeof node.value === 'string'
    ? { value: node.value, span: node.span }
    : undefined

/**
 * Text that was most likely meant as a value: braces without the `$.`, a path without braces, or a
 * brace that is not closed.
 */
const almostValue = /\{\s*\$?[\w.[\]*'-]+\s*\}?|\$\.[A-Za-z][\w.[\]*-]*/g

function checkTemplate(template: string, span: Span, reading: BlockReading): void {
  const parts = parseTemplate(template)
  const texts = parts.flatMap((part) =>
    'text' in part ? (part.text.match(almostValue) ?? []) : [],
  )
  // Records of other kinds have no actor.
  const isComputed = parts.some((part) => 'computed' in part)
  if (isComputed && !reading.hasActor) texts.push('{actor}')
  for (const bare of new Set(texts)) {
    reading.report(textLikeValue(bare, span))
  }
  const jsonPaths = parts.flatMap((part) => ('jsonPath' in part ? [part.jsonPath] : []))
  for (const jsonPath of new Set(jsonPaths)) checkJsonPath(jsonPath, span, reading)
}

/**
 * Characters that jsonpath-plus interprets even inside of quotes: with some it throws, with others
 * it finds nothing.
 */
const signs = /[#();@[\]^?]|\.\./

function checkJsonPath(jsonPath: string, span: Span, reading: BlockReading): void {
  const path = jsonPathFields(jsonPath)
  if (path === undefined) {
    const problem = /[?()@^~`]/.test(jsonPath) ? computedJsonPath : noFieldNamed
    reading.report(problem(jsonPath, span))
    return
  }
  if (path.some((name) => signs.test(name))) {
    reading.report(reservedCharacters(jsonPath, span))
    return
  }
  const right = fromRecord(path, reading.fields)
  if (right !== undefined) {
    reading.report(jsonPathOutside(jsonPath, pathText(right), span))
  } else if (!jsonPath.includes('..') && reading.fields && !isDocumented(reading.fields, path)) {
    reading.report(unknownField(pathText(path), guessField(path, reading.fields), span))
  }
}
