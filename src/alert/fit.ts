/** Shrinks a document step by step. Its notes list what was left out. */
import type { Scalar } from '../ir/json.ts'
import type { AlertDocument } from './document.ts'
import { inertJson, sizeBytes } from './inert-json.ts'
import { cut, shortJson } from './short-json.ts'

interface Bound {
  /** UTF-16 units of every text. */
  readonly textLength: number
  /** Items of every list. */
  readonly items: number
  readonly samples: number
}

/** From the largest bounds to the smallest, which always leave less than 64 KB. */
export const bounds: readonly [Bound, ...Bound[]] = [
  { textLength: 4096, items: 100, samples: 5 },
  { textLength: 2048, items: 50, samples: 2 },
  { textLength: 512, items: 25, samples: 0 },
  { textLength: 128, items: 10, samples: 0 },
]

/**
 * A document is also an event on the home bus, and EventBridge accepts entries of 256 KB.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
const maxDocumentBytes = 180_000

/** The document itself, or as much of it as fits into one event. */
export function fitDocument(document: AlertDocument): AlertDocument {
  const fits = (one: AlertDocument) =>
    !exceeds(one, maxDocumentBytes) && sizeBytes(inertJson(one)) <= maxDocumentBytes
  if (fits(document)) return document
  const smaller = bounds.map((bound) => () => boundDocument(document, bound))
  const found = smaller.find((make) => fits(make())) ?? smaller.at(-1)
  return found ? found() : document
}

/**
 * Whether the texts alone have more UTF-16 units than `bytes`. It never writes the JSON, which may
 * not fit into memory.
 */
export function exceeds(value: object, bytes: number): boolean {
  let room = bytes
  const open: unknown[] = [value]
  while (open.length > 0 && room >= 0) {
    const next = open.pop()
    if (typeof next === 'string') room -= next.length
    else if (typeof next === 'object' && next !== null) {
      for (const [key, inner] of Object.entries(next)) {
        room -= key.length + 1
        open.push(inner)
        if (room < 0) return true
      }
    }
  }
  return room < 0
}

export function boundDocument(document: AlertDocument, bound: Bound): AlertDocument {
  const { textLength, items } = bound
  const text = (value: string) => cut(value, textLength)
  const maybe = (value: string | null) => (value === null ? null : text(value))
  const texts = (values: readonly string[]) => values.slice(0, items).map(text)
  const { event, outcome, actor, response } = document
  return {
    ...document,
    title: text(document.title),
    why: text(document.why),
    runbook: maybe(document.runbook),
    attack: texts(document.attack),
    controls: texts(document.controls),
    event: { id: maybe(event.id), source: maybe(event.source), name: maybe(event.name) },
    outcome: {
      succeeded: outcome.succeeded,
      errorCode: maybe(outcome.errorCode),
      errorMessage: maybe(outcome.errorMessage),
    },
    actor: actor && {
      ...actor,
      name: text(actor.name),
      account: maybe(actor.account),
      assumedFrom: maybe(actor.assumedFrom),
      sessionName: maybe(actor.sessionName),
      accessKeyId: maybe(actor.accessKeyId),
    },
    account: maybe(document.account),
    region: maybe(document.region),
    time: maybe(document.time),
    sourceIP: maybe(document.sourceIP),
    userAgent: maybe(document.userAgent),
    resources: document.resources
      .slice(0, items)
      .map(({ name, type }) => ({ name: text(name), type: maybe(type) })),
    fields: fieldsWithin(document.fields, bound),
    samples: document.samples
      .slice(0, bound.samples)
      .map((sample) => shortJson(sample, { textLength: 128, items: 20, depth: 5 })),
    notes: [
      'Shortened to fit into a message. The event has the full content.',
      ...texts(document.notes),
    ],
    // Part of an address leads nowhere.
    links: document.links
      .filter(({ url }) => url.length <= textLength)
      .slice(0, items)
      .map(({ label, url }) => ({ label: text(label), url })),
    response: response && {
      ...response,
      summary: text(response.summary),
      steps: response.steps.slice(0, items).map((step) => ({ ...step, call: text(step.call) })),
      remains: texts(response.remains),
      command: maybe(response.command),
    },
  }
}

function fieldsWithin(
  fields: AlertDocument['fields'],
  { textLength, items }: Bound,
): AlertDocument['fields'] {
  const scalar = (value: Scalar) => (typeof value === 'string' ? cut(value, textLength) : value)
  return Object.fromEntries(
    Object.entries(fields)
      .slice(0, items)
      .map(([label, value]) => [
        cut(label, textLength),
        isList(value) ? value.slice(0, items).map(scalar) : scalar(value),
      ]),
  )
}

const isList = (value: Scalar | readonly Scalar[]): value is readonly Scalar[] =>
  Array.isArray(value)
