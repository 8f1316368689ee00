/** Whether a rule that an atom found has its other atom too: told before the rule is read. */
import type { Atom } from './atoms.ts'
import type { Entry } from './lookup.ts'
import { many, type View } from './view.ts'

interface Guard {
  readonly pathId: number
  readonly kind: Atom['kind']
  readonly text: string
}

export type Guards = readonly (readonly Guard[] | undefined)[]

/** By the number of the rule; none where a rule has no other atom. */
export function guardsOf(entries: readonly Entry[], view: View): Guards {
  const guards: (readonly Guard[] | undefined)[] = []
  for (const { rule, also } of entries) {
    guards[rule] = also?.map(({ path, kind, text }) => ({ pathId: view.pathId(path), kind, text }))
  }
  return guards
}

/** Where an array is on the way, the rule itself must tell. */
export function letsThrough(guards: readonly Guard[], view: View): boolean {
  for (const { pathId, kind, text } of guards) {
    const found = view.valueOnceAt(pathId)
    if (found === many) return true
    if (typeof found !== 'string') continue
    if (kind === 'exact' ? found === text : found.includes(text)) return true
  }
  return false
}
