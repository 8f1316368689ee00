import {
  eventAndEvents,
  firesNorQuiet,
  misplacedWith,
  missingTestEvent,
} from '../diagnostics/catalogue/rule-tests.ts'
import { firesAndQuiet, repeatedTest } from '../diagnostics/catalogue/values.ts'
import { entry, isNothing, type MapNode, type Node } from '../diagnostics/node.ts'
import { durationMs } from '../ir/duration.ts'
import type { HistoryEvent, RuleTest } from '../ir/rule.ts'
import { readExpected } from './expected-outcome.ts'
import { plain } from './read-envelope.ts'
import type { Reading } from './reading.ts'
import { readTestEvent } from './test-event.ts'

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
  const fires = named.key === 'fires'
  const expected = readExpected(item, fires, reading)
  const events = readEvents(item, reading)
  if (events === undefined || events.length === 0) return undefined
  const isHistory = entry(item, 'events') !== undefined
  return { name: String(plain(named.value)), fires, events, isHistory, expected }
}

/** Undefined after a problem was reported, here or by the schema. */
function readEvents(item: MapNode, reading: Reading): HistoryEvent[] | undefined {
  const history = entry(item, 'events')
  if (history === undefined) {
    if (entry(item, 'event') === undefined) {
      reading.report(missingTestEvent(item.span))
      return undefined
    }
    const event = readTestEvent(item, reading)
    return event && [{ ...event, afterMs: 0, times: 1 }]
  }
  const single = entry(item, 'event')
  if (single) reading.report(eventAndEvents(single.keySpan))
  const fields = entry(item, 'with')
  if (fields) reading.report(misplacedWith(fields.keySpan))
  const items = history.value.kind === 'list' ? history.value.items : []
  const read = items.map((each) => (each.kind === 'map' ? readStep(each, reading) : undefined))
  return single || fields || read.includes(undefined)
    ? undefined
    : read.filter((each) => each !== undefined)
}

function readStep(item: MapNode, reading: Reading): HistoryEvent | undefined {
  const event = readTestEvent(item, reading)
  const after = textAt(item, 'after')
  const times = entry(item, 'times')?.value
  return (
    event && {
      ...event,
      afterMs: after === undefined ? 0 : durationMs(after),
      times: times?.kind === 'scalar' && typeof times.value === 'number' ? times.value : 1,
    }
  )
}

/** The text at a key. The schema reports any other value, and text that is no duration. */
function textAt(item: MapNode, key: string): string | undefined {
  const node = entry(item, key)?.value
  return node?.kind === 'scalar' && typeof node.value === 'string' && !isNothing(node)
    ? node.value
    : undefined
}
