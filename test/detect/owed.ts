/** The alerts that a rule owes for a set of events, by the reference: each step counted anew for each event. */
import { valuesOf } from '../../src/engine/evaluate.ts'
import { keyOf, type Step, stepsOf } from '../../src/engine/memory/steps.ts'
import type { Event } from '../../src/ir/event.ts'
import type { Path } from '../../src/ir/path.ts'
import type { DeployedRule } from '../../src/ir/rule.ts'
import { firesOf } from '../engine/memory/episodes.ts'

export interface Occurred {
  readonly id: string
  readonly atMs: number
  readonly event: Event
}

export interface Owed<T extends Occurred> {
  readonly of: T
  readonly status: 'new' | 'repeat'
  readonly count: number
}

/** In the order in which the events are given, which is that of their time. */
export function owedBy<T extends Occurred>(rule: DeployedRule, ordered: readonly T[]): Owed<T>[] {
  let passed = ordered.map((of): Owed<T> => ({ of, status: 'new', count: 1 }))
  for (const step of stepsOf(rule)) {
    const keys = Map.groupBy(passed, ({ of }) => keyOf(of.event, step.by))
    const dues = new Map(
      [...keys.values()].flatMap((same) =>
        firesOf(
          step,
          same.map(({ of: { id, atMs, event } }) => {
            return { id, atMs, what: whatOf(step, event) }
          }),
        ).map(({ id, due }) => [id, due] as const),
      ),
    )
    passed = passed.flatMap((each): Owed<T>[] => {
      const due = dues.get(each.of.id)
      if (due === undefined) return []
      if (due > 0) return [{ ...each, status: 'repeat', count: due + 1 }]
      return [{ ...each, count: step.kind === 'threshold' ? step.count : each.count }]
    })
  }
  return passed
}

function whatOf(step: Step, event: Event): string[] {
  const textOf = (path: Path) => valuesOf(event, path).map(String)
  if (step.kind === 'dedup') return [step.new.map((path) => textOf(path).sort().join()).join('/')]
  return step.kind === 'threshold' && step.distinct ? textOf(step.distinct) : []
}
