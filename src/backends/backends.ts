/** The registry of backends. After a name is added to `ir/names.ts`, the type checker reports it missing here. */
import { type BackendName, backends, compilesTo, type Via } from '../ir/names.ts'
import type { Backend } from './backend.ts'
import { eventPattern } from './event-pattern/event-pattern.ts'
import { metricFilter } from './metric-filter/metric-filter.ts'

export const backendByName = {
  'event-pattern': eventPattern,
  'metric-filter': metricFilter,
} satisfies { readonly [Name in BackendName]: Backend<unknown> & { readonly name: Name } }

/** The backends that a rule with this `via` compiles to, in the order of `ir/names.ts`. */
export const backendsFor = (via: Via): readonly BackendName[] =>
  backends.filter((name) => compilesTo(name, via))

/** A backend's name in a sentence: `metric filter`. */
export const backendNoun = (name: BackendName): string => name.replaceAll('-', ' ')
