/**
 * A cache for one event: each path is followed once and each costly test is made once, however many
 * rules use them.
 */
import type { Event } from '../../ir/event.ts'
import { isObject, isScalar, type Json, type JsonObject, type TestedValue } from '../../ir/json.ts'
import { isComputed, own, type Path, pathText } from '../../ir/path.ts'
import { actorOf } from '../actor.ts'
import { documentsAt, valuesOf } from '../evaluate.ts'

/** The result for a path that passes through an array: it may reach several values, or none. */
export const many: unique symbol = Symbol('many')

/** One value; undefined for none; `many` for the values of an array. */
export type Found = TestedValue | undefined | typeof many

/** Caches values and results of tests for one event at a time. Ids come from `pathId` and `testId`. */
export class View {
  event: Event = { record: {}, envelope: {} }
  readonly #ids = new Map<string, number>()
  readonly #followers: ((event: Event) => Found)[] = []
  readonly #found: Found[] = []
  readonly #foundFor: number[] = []
  readonly #readers: ((event: Event) => readonly TestedValue[])[] = []
  readonly #values: (readonly TestedValue[])[] = []
  readonly #valuesFor: number[] = []
  readonly #testIds = new Map<string, number>()
  readonly #answers: boolean[] = []
  readonly #answeredFor: number[] = []
  #turn = 0

  show(event: Event): void {
    this.event = event
    this.#turn++
  }

  /** `takesObjects`: whether an object at the end of the path is a value, too. */
  pathId(path: Path, takesObjects = false): number {
    const key = `${pathText(path)}${takesObjects ? ' {}' : ''}`
    const known = this.#ids.get(key)
    if (known !== undefined) return known
    const id = this.#followers.push(follower(path, takesObjects)) - 1
    this.#ids.set(key, id)
    this.#readers.push((event) => (takesObjects ? documentsAt : valuesOf)(event, path))
    this.#values.push([])
    this.#valuesFor.push(0)
    this.#found.push(undefined)
    this.#foundFor.push(0)
    return id
  }

  valueAt(pathId: number): Found {
    if (this.#foundFor[pathId] === this.#turn) return this.#found[pathId]
    const found = this.#followers[pathId]?.(this.event)
    this.#foundFor[pathId] = this.#turn
    this.#found[pathId] = found
    return found
  }

  /** For a path that is read once: remembering its value has a cost too. */
  valueOnceAt(pathId: number): Found {
    if (this.#foundFor[pathId] === this.#turn) return this.#found[pathId]
    return this.#followers[pathId]?.(this.event)
  }

  /** All values of a path that passes through an array. */
  valuesAt(pathId: number): readonly TestedValue[] {
    if (this.#valuesFor[pathId] === this.#turn) return this.#values[pathId] ?? []
    const values = this.#readers[pathId]?.(this.event) ?? []
    this.#valuesFor[pathId] = this.#turn
    this.#values[pathId] = values
    return values
  }

  /** Tests with the same key are the same test of the same value. */
  testId(key: string): number {
    const known = this.#testIds.get(key)
    if (known !== undefined) return known
    const id = this.#answers.push(false) - 1
    this.#answeredFor.push(0)
    this.#testIds.set(key, id)
    return id
  }

  /** The result of a test for the event on view; undefined if it was not made yet. */
  answerOf(testId: number): boolean | undefined {
    return this.#answeredFor[testId] === this.#turn ? this.#answers[testId] : undefined
  }

  remember(testId: number, answer: boolean): boolean {
    this.#answeredFor[testId] = this.#turn
    this.#answers[testId] = answer
    return answer
  }
}

/**
 * A plain property access is several times faster than asking whether an object has the property
 * itself, and the same for every name that `Object.prototype` does not have.
 */
const isSafe = (segment: string): boolean => !(segment in Object.prototype)

type Read = (record: JsonObject) => Json | undefined

/** A property by a name that is written down is read several times faster than by one that is a value. */
const readers: Readonly<Record<string, Read>> = {
  userIdentity: (record) => record.userIdentity,
  sourceIPAddress: (record) => record.sourceIPAddress,
  userAgent: (record) => record.userAgent,
  recipientAccountId: (record) => record.recipientAccountId,
  errorCode: (record) => record.errorCode,
  requestParameters: (record) => record.requestParameters,
  responseElements: (record) => record.responseElements,
  type: (record) => record.type,
  arn: (record) => record.arn,
  userName: (record) => record.userName,
}

function follower(path: Path, takesObjects: boolean): (event: Event) => Found {
  if (isComputed(path)) return ({ record }) => actorOf(record)
  const fromEnvelope = path[0] === 'envelope'
  const segments = fromEnvelope ? path.slice(1) : path
  const steps = segments.map((segment): Read => {
    if (Object.hasOwn(readers, segment)) return readers[segment] as Read
    return isSafe(segment) ? (node) => node[segment] : (node) => own(node, segment)
  })
  return (event) => {
    let node: Json | undefined = fromEnvelope ? event.envelope : event.record
    for (const step of steps) {
      if (Array.isArray(node)) return many
      if (!isObject(node)) return undefined
      node = step(node)
    }
    if (Array.isArray(node)) return many
    return isScalar(node) || (takesObjects && isObject(node)) ? node : undefined
  }
}
