/** Caches what is computed for a kind of event, because every event needs it. */
import type { Event } from '../../ir/event.ts'
import { sampleOf } from './text-table.ts'

type Text = string | undefined

interface Known<T> {
  readonly source: Text
  readonly name: Text
  readonly value: T
}

/** AWS has some twenty thousand kinds. Invented histories may have more, and memory is limited. */
const maxKinds = 20_000

/** An account has a few hundred kinds that repeat. Two kinds with the same place replace each other. */
const places = 1024

/** For events whose kind is text (`hasKind`). */
export function rememberByKind<T>(of: (event: Event) => T): (event: Event) => T {
  const recent = new Array<Known<T> | undefined>(places).fill(undefined)
  const bySource = new Map<Text, Map<Text, T>>()
  let count = 0
  return (event) => {
    const { eventSource: source, eventName: name } = event.record as Record<string, Text>
    const at = (sampleOf(name ?? '') + 7 * (source ?? '').length) & (places - 1)
    const known = recent[at]
    if (known !== undefined && known.name === name && known.source === source) return known.value
    const value = bySource.get(source)?.get(name) ?? fresh(event, source, name)
    recent[at] = { source, name, value }
    return value
  }

  function fresh(event: Event, source: Text, name: Text): T {
    if (count++ >= maxKinds) {
      bySource.clear()
      count = 0
    }
    const ofSource = bySource.get(source) ?? new Map<Text, T>()
    bySource.set(source, ofSource)
    const value = of(event)
    ofSource.set(name, value)
    return value
  }
}
