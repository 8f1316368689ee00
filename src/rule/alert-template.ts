import { isDocumented } from '../aws/record-fields.ts'
import { unknownField } from '../diagnostics/catalogue/block.ts'
import { badJsonPath } from '../diagnostics/catalogue/envelope.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import { entry, type Node } from '../diagnostics/node.ts'
import type { AlertTemplate } from '../ir/rule.ts'
import { jsonPathFields, parseTemplate } from '../ir/template.ts'
import type { BlockReading } from './block.ts'

/** The texts of an alert, every JSONPath in them checked: a mistake is told now and not at three in the morning. */
export function readAlert(node: Node | undefined, reading: BlockReading): AlertTemplate {
  if (node?.kind !== 'map') return { title: undefined, fields: [] }
  const title = textOf(entry(node, 'title')?.value)
  if (title) checkTemplate(title.value, title.span, reading)
  const labelled = entry(node, 'fields')?.value
  const fields = (labelled?.kind === 'map' ? labelled.entries : []).flatMap(({ key, value }) => {
    const path = textOf(value)
    // What does not even start like a JSONPath was told by the schema.
    if (path && /^\$[.[]/.test(path.value)) checkJsonPath(path.value, path.span, reading)
    return path ? [{ label: key, path: path.value }] : []
  })
  return { title: title?.value, fields }
}

const textOf = (node: Node | undefined): { value: string; span: Span } | undefined =>
  node?.kind === 'scalar' && typeof node.value === 'string'
    ? { value: node.value, span: node.span }
    : undefined

function checkTemplate(template: string, span: Span, reading: BlockReading): void {
  for (const part of parseTemplate(template)) {
    if ('jsonPath' in part) checkJsonPath(part.jsonPath, span, reading)
    else {
      const [bare] = /\{\$?[\w.[\]*-]*\}?/.exec(part.text) ?? []
      if (bare !== undefined && bare.length > 2) {
        reading.report(badJsonPath(bare, 'is no value: write `{$.field}`', span))
      }
    }
  }
}

function checkJsonPath(jsonPath: string, span: Span, reading: BlockReading): void {
  const fields = jsonPathFields(jsonPath)
  if (fields === undefined) {
    reading.report(badJsonPath(jsonPath, 'does more than name a field, or is not closed', span))
  } else if (!jsonPath.includes('..') && reading.fields && !isDocumented(reading.fields, fields)) {
    reading.report(unknownField(fields.join('.'), undefined, span))
  }
}
