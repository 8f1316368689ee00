/** Shrinks an event that disproves a compiled rule, so that a person can see the cause. */
import type { Event } from '../ir/event.ts'
import { isObject, type Json } from '../ir/json.ts'

/** The smallest form of an event for which `shows` is still true: every part that can be removed is removed. */
export function smallest(event: Event, shows: (candidate: Event) => boolean): Event {
  let at = event
  for (let shrunk = true; shrunk; ) {
    shrunk = false
    for (const record of smaller(at.record)) {
      if (!isObject(record)) continue
      const candidate = { ...at, record }
      if (!shows(candidate)) continue
      at = candidate
      shrunk = true
      break
    }
  }
  return at
}

/** The value with one part less, or one list opened. */
function* smaller(value: Json): Generator<Json> {
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      yield value.toSpliced(index, 1)
      for (const less of smaller(element)) yield value.with(index, less)
    }
  } else if (isObject(value)) {
    for (const [key, below] of Object.entries(value)) {
      const { [key]: _, ...rest } = value
      yield rest
      for (const less of smaller(below)) yield { ...value, [key]: less }
    }
  }
}
