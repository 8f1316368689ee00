import { dataEventTypes, pricePer100k } from '../../aws/data-events.ts'
import { needsDataEvents } from '../../diagnostics/catalogue/lint.ts'
import type { Span } from '../../diagnostics/diagnostic.ts'
import { verdict } from '../logic/can-hold.ts'
import { type AskedName, askedNames, exactText } from '../names/asked-names.ts'
import type { Lint, Subject } from '../subject.ts'

/** Which data events a trail must select for a rule, by what is to be selected. */
export const dataEvents: Lint = (subject) => {
  const selected = new Map<string, { names: Set<string>; span: Span }>()
  for (const asked of askedNames(subject)) {
    for (const [name, type] of asked.excluded ? [] : dataNames(asked, subject)) {
      const found = selected.get(type) ?? { names: new Set<string>(), span: asked.span }
      found.names.add(name)
      selected.set(type, found)
    }
  }
  return [...selected].map(([type, { names, span }]) =>
    needsDataEvents([...names], type, pricePer100k.data, span),
  )
}

/** The data events a question is about; none where events that are recorded anyway pass it too. */
function dataNames({ check, sources }: AskedName, { names }: Subject): [string, string][] {
  const exact = exactText(check)
  const where = sources ?? (exact === undefined ? [] : names.sourcesOf(exact))
  const all = [...where].flatMap((source) => {
    const passing = exact === undefined ? [...(names.names.get(source) ?? [])] : [exact]
    return passing
      .filter((name) => verdict(check, name))
      .map((name) => [name, dataEventTypes.get(source)?.get(name)] as const)
  })
  const data = all.filter((pair): pair is [string, string] => pair[1] !== undefined)
  return data.length === all.length ? data : []
}
