import type { Event } from '../ir/event.ts'
import type { Check, Predicate } from '../ir/predicate.ts'
import type { Rule } from '../ir/rule.ts'
import { evaluate } from './evaluate.ts'
import { pathsIn } from './links.ts'
import { isObserved } from './rule-matches.ts'

/**
 * For an event, the rules about events of its kind: the same `eventSource` and `eventName` as far
 * as a rule asks for them. All rules that match are among them.
 *
 * There are a few hundred kinds in any history and millions of events, so the answer is worked out
 * once for each kind.
 */
export function candidatesAmong(rules: readonly Rule[]): (event: Event) => readonly Rule[] {
  const kinds = rules.map((rule) => ({ rule, kind: kindOf(rule.match) }))
  const known = new Map<string, readonly Rule[]>()
  const among = (event: Event): readonly Rule[] =>
    kinds
      .filter(({ rule, kind }) => isObserved(rule.on, event) && evaluate(kind, event))
      .map(({ rule }) => rule)
  return (event) => {
    const key = keyOf(event)
    const found = key === undefined ? undefined : known.get(key)
    if (found !== undefined) return found
    const fresh = among(event)
    if (key !== undefined) known.set(key, fresh)
    return fresh
  }
}

/** Undefined for an event that is like no other: a name that is a list or an object is not worth remembering. */
function keyOf({ record, envelope }: Event): string | undefined {
  const parts = [envelope.source, envelope['detail-type'], record.eventSource, record.eventName]
  if (!parts.every((part) => part === undefined || typeof part === 'string')) return undefined
  return parts.map((part) => (part === undefined ? '-' : `=${part}`)).join('\n')
}

const anything: Predicate = { kind: 'block', fields: [] }

/** A predicate with all but its questions about `eventSource` and `eventName` left out: it holds wherever the whole does. */
function kindOf(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case 'block':
      return {
        kind: 'block',
        fields: predicate.fields.filter(({ path, check }) => isKind(path) && isAlone(check)),
      }
    case 'all':
    case 'any':
      return { kind: predicate.kind, of: predicate.of.map(kindOf) }
    case 'not':
      return anything
  }
}

const isKind = (path: readonly string[]): boolean =>
  path.length === 1 && (path[0] === 'eventSource' || path[0] === 'eventName')

const isAlone = (check: Check): boolean => pathsIn(check).length === 0
