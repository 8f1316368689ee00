import { dataEventTypes, pricePer100k } from '../../aws/data-events.ts'
import { needsDataEvents } from '../../diagnostics/catalogue/lint/delivery.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { evaluateCheck } from '../logic/can-hold.ts'
import { exactText, type NameTest, nameTests } from '../names/name-tests.ts'
import type { Lint, Subject } from '../subject.ts'

/** The data events that a trail must select for a rule, by resource type. */
export const neededDataEvents: Lint = (subject) => {
  const selected = new Map<string, { names: Set<string>; span: Span }>()
  for (const test of nameTests(subject)) {
    for (const [name, type] of test.excluded ? [] : dataNames(test, subject)) {
      const found = selected.get(type) ?? { names: new Set<string>(), span: test.span }
      found.names.add(name)
      selected.set(type, found)
    }
  }
  return [...selected].map(([type, { names, span }]) =>
    needsDataEvents([...names], type, pricePer100k.data, span),
  )
}

/**
 * The data events that pass a test of the event's name, each with its resource type. Empty if
 * management events pass too, because those are recorded anyway.
 */
function dataNames({ check, sources }: NameTest, { names }: Subject): [string, string][] {
  const exact = exactText(check)
  const where = sources ?? (exact === undefined ? [] : names.sourcesOf(exact))
  const all = [...where].flatMap((source) => {
    const passing = exact === undefined ? [...(names.names.get(source) ?? [])] : [exact]
    return passing
      .filter((name) => evaluateCheck(check, name))
      .map((name) => [name, dataEventTypes.get(source)?.get(name)] as const)
  })
  const data = all.filter((pair): pair is [string, string] => pair[1] !== undefined)
  return data.length === all.length ? data : []
}
