import {
  emptyFieldValue,
  emptyValue,
  firesNorQuiet,
  missingTestEvent,
  wrongTestEvent,
} from '../diagnostics/catalogue/envelope.ts'
import { badPath } from '../diagnostics/catalogue/path.ts'
import { firesAndQuiet, repeatedTest } from '../diagnostics/catalogue/values.ts'
import { entry, isNothing, type MapNode, type Node, nounFor } from '../diagnostics/node.ts'
import type { JsonObject } from '../ir/json.ts'
import type { RuleTest } from '../ir/rule.ts'
import { parsePath } from '../operators/parse-path.ts'
import { plain } from './read-envelope.ts'
import type { Reading } from './reading.ts'

/**
 * Reads a rule's own tests. The schema reports items that are not mappings; this reports the rest.
 */
export function readTests(node: Node | undefined, reading: Reading): RuleTest[] {
  if (node?.kind !== 'list') return []
  const names = new Set<string>()
  return node.items.flatMap((item) => {
    if (item.kind !== 'map') return []
    const test = readOne(item, reading)
    if (test && names.has(test.name)) {
      reading.report(repeatedTest(test.name, item.span))
    }
    if (test) {
      names.add(test.name)
      reading.origins.set(test, { span: item.span })
    }
    return test ? [test] : []
  })
}

function readOne(item: MapNode, reading: Reading): RuleTest | undefined {
  const [named, second] = item.entries.filter(({ key }) => key === 'fires' || key === 'quiet')
  if (named === undefined || second !== undefined) {
    reading.report(second ? firesAndQuiet(second.keySpan) : firesNorQuiet(item.span))
    return undefined
  }
  const event = readEvent(item, reading)
  if (event === undefined) return undefined
  return {
    name: String(plain(named.value)),
    fires: named.key === 'fires',
    event,
    with: readWith(entry(item, 'with')?.value, reading),
  }
}

function readEvent(item: MapNode, reading: Reading): RuleTest['event'] | undefined {
  const node = entry(item, 'event')?.value
  if (node === undefined) {
    reading.report(missingTestEvent(item.span))
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

function readWith(node: Node | undefined, reading: Reading): RuleTest['with'] {
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
function checkFilled(node: MapNode, reading: Reading): void {
  for (const { key, value } of node.entries) {
    if (isNothing(value)) reading.report(emptyFieldValue(key, value.span))
    const below = value.kind === 'list' ? value.items : [value]
    for (const each of below) if (each.kind === 'map') checkFilled(each, reading)
  }
}
