import { emptyFieldValue, emptyValue } from '../diagnostics/catalogue/envelope.ts'
import { badPath } from '../diagnostics/catalogue/path.ts'
import { missingStepEvent, wrongTestEvent } from '../diagnostics/catalogue/rule-tests.ts'
import { entry, isNothing, type MapNode, type Node, nounFor } from '../diagnostics/node.ts'
import type { Json, JsonObject } from '../ir/json.ts'
import type { Path } from '../ir/path.ts'
import type { TestEvent } from '../ir/rule.ts'
import { parsePath } from '../operators/parse-path.ts'
import { plain } from './read-envelope.ts'
import type { Reading } from './reading.ts'

/** Reads `event` and `with` of a test or of an item of its history. */
export function readTestEvent(item: MapNode, reading: Reading): TestEvent | undefined {
  const event = readEvent(item, reading)
  return event && { event, with: readFieldValues(entry(item, 'with')?.value, reading) }
}

function readEvent(item: MapNode, reading: Reading): TestEvent['event'] | undefined {
  const node = entry(item, 'event')?.value
  if (node === undefined) {
    reading.report(missingStepEvent(item.span))
    return undefined
  }
  if (isNothing(node)) {
    reading.report(emptyValue('event', node.span))
    return undefined
  }
  if (node.kind === 'map') {
    checkFilled(node, reading)
    return { inline: plain(node) as JsonObject }
  }
  if (node.kind === 'scalar' && typeof node.value === 'string') return { file: node.value }
  reading.report(wrongTestEvent(nounFor(node), node.span))
  return undefined
}

/** Reads a mapping from paths to values. The schema reports what is no mapping. */
export function readFieldValues(
  node: Node | undefined,
  reading: Reading,
): { readonly path: Path; readonly value: Json }[] {
  if (node?.kind !== 'map') return []
  checkFilled(node, reading)
  return node.entries.flatMap(({ key, keySpan, value }) => {
    const parsed = parsePath(key)
    if (parsed.ok) return [{ path: parsed.path, value: plain(value) }]
    reading.report(badPath(key, parsed.problem, keySpan))
    return []
  })
}

/** Reports fields without a value, which would silently become an explicit null. */
export function checkFilled(node: MapNode, reading: Reading): void {
  for (const { key, value } of node.entries) {
    if (isNothing(value)) reading.report(emptyFieldValue(key, value.span))
    const below = value.kind === 'list' ? value.items : [value]
    for (const each of below) if (each.kind === 'map') checkFilled(each, reading)
  }
}
