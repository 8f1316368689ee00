/** Tests the second required literal of a rule that the first one found, before the rule is evaluated. */
import type { Entry } from './lookup.ts'
import type { RequiredLiteral } from './required-literals.ts'
import { many, type View } from './view.ts'

interface Guard {
  readonly pathId: number
  readonly kind: RequiredLiteral['kind']
  readonly text: string
}

/** False for a rule, by its number, that cannot match the event on view. */
export function guardOf(entries: readonly Entry[], view: View): (rule: number) => boolean {
  const required: (readonly RequiredLiteral[] | undefined)[] = []
  for (const { rule, also } of entries) required[rule] = also
  const guards: (readonly Guard[] | undefined)[] = []
  return (rule) => {
    const also = required[rule]
    if (also === undefined) return true
    const guard =
      guards[rule] ?? also.map((literal) => ({ ...literal, pathId: view.pathId(literal.path) }))
    guards[rule] = guard
    return hasOne(guard, view)
  }
}

/** If a path passes through an array, only the rule itself can decide. */
function hasOne(guards: readonly Guard[], view: View): boolean {
  for (const { pathId, kind, text } of guards) {
    const found = view.valueOnceAt(pathId)
    if (found === many) return true
    if (typeof found !== 'string') continue
    if (kind === 'exact' ? found === text : found.includes(text)) return true
  }
  return false
}
