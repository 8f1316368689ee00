import { badPath } from '../diagnostics/catalogue/block.ts'
import { badValue, missingKey, wrongType } from '../diagnostics/catalogue/envelope.ts'
import { entry, type MapNode, type Node, nounFor } from '../diagnostics/node.ts'
import type { JsonObject } from '../ir/json.ts'
import type { RuleTest } from '../ir/rule.ts'
import { parsePath } from '../operators/parse-path.ts'
import { plain } from './read-envelope.ts'
import type { Reading } from './reading.ts'

/** A rule's own tests. The schema has told what is no mapping; here is what a schema cannot say. */
export function readTests(node: Node | undefined, reading: Reading): RuleTest[] {
  if (node?.kind !== 'list') return []
  const names = new Set<string>()
  return node.items.flatMap((item) => {
    if (item.kind !== 'map') return []
    const test = readOne(item, reading)
    if (test && names.has(test.name)) {
      reading.report(badValue('tests', `has two tests called \`${test.name}\``, item.span))
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
    const help = 'write `fires: what happens`, or `quiet: what happens`'
    reading.report(missingKey('fires', 'a test either `fires` or is `quiet`: it', help, item.span))
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
    reading.report(
      missingKey(
        'event',
        'a test',
        'name a file under `test/events`, or write the event',
        item.span,
      ),
    )
    return undefined
  }
  if (node.kind === 'map') return { inline: plain(node) as JsonObject }
  if (node.kind === 'scalar' && typeof node.value === 'string') return { file: node.value }
  reading.report(wrongType('event', 'a file name or an event', nounFor(node), node.span))
  return undefined
}

function readWith(node: Node | undefined, reading: Reading): RuleTest['with'] {
  if (node?.kind !== 'map') return []
  return node.entries.flatMap(({ key, keySpan, value }) => {
    const parsed = parsePath(key)
    if (parsed.ok) return [{ path: parsed.path, value: plain(value) }]
    reading.report(badPath(key, parsed.problem, parsed.help, keySpan))
    return []
  })
}
