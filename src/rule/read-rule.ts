/**
 * Reads a rule file from its node into a `Rule`. A mistake in one part does not stop the others.
 */

import { knownDetailTypes, observations } from '../aws/detail-types.ts'
import { type FieldTree, recordFields } from '../aws/record-fields.ts'
import { missingMatch, untestedRule } from '../diagnostics/catalogue/envelope.ts'
import { untestedMemory } from '../diagnostics/catalogue/rule-tests.ts'
import { foreignSource, unknownDetailType } from '../diagnostics/catalogue/values.ts'
import type { Span } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { entry, type MapNode, type Node, nodeAt } from '../diagnostics/node.ts'
import { durationMs } from '../ir/duration.ts'
import { actorPath, type Path } from '../ir/path.ts'
import type { AlertTemplate, Observation, Recurrence, Rule, RuleTest } from '../ir/rule.ts'
import { readAlert } from './alert-template.ts'
import { currentAttackId, readAttack } from './attack.ts'
import { readBlocks } from './block.ts'
import { defaultNew } from './default-new.ts'
import { readPath } from './field-path.ts'
import { readEnvelope } from './read-envelope.ts'
import { type BlockReading, type Reading, readingOfOne } from './reading.ts'
import { checkId } from './rule-id.ts'
import { readTests } from './rule-tests.ts'
import { type RuleEnvelope, ruleSchema } from './schema/rule.ts'

/** The rule, or undefined after an error was reported. */
export function readRule(root: MapNode, reading: Reading): Rule | undefined {
  const whole = readingOfOne(reading, fieldsOf(entry(root, 'on')?.value))
  const envelope = readEnvelope(ruleSchema, root, 'a rule', whole.report)
  checkId(root, whole)
  readAttack(nodeAt(root, ['attack']), whole)
  checkSource(root, whole)
  checkDetailType(root, whole)
  const tests = readTests(entry(root, 'tests')?.value, whole)
  checkTested(root, whole)
  const parts = {
    match: readMatch(root, whole),
    unless: readUnless(root, whole),
    alert: readAlert(entry(root, 'alert')?.value, whole),
    keys: readKeys(root, whole),
  }
  if (envelope === undefined || parts.match === undefined || !whole.isSound()) return undefined
  const { match, unless, alert, keys } = parts
  checkMemoryTested(root, tests, whole)
  return { ...assemble(envelope, keys, alert), match, unless, alert, tests }
}

/**
 * The documented fields for the value of `on:`. Undefined for events whose fields are not known.
 */
function fieldsOf(on: Node | undefined): FieldTree | undefined {
  if (on === undefined) return recordFields.get('cloudtrail')
  return on.kind === 'scalar' ? recordFields.get(String(on.value)) : undefined
}

function readMatch(root: MapNode, reading: BlockReading) {
  const match = entry(root, 'match')
  if (match !== undefined) return readBlocks(match.value, 'match', reading)
  const start = { ...root.span, end: root.span.start }
  reading.report(missingMatch(start))
  return undefined
}

function readUnless(root: MapNode, reading: BlockReading) {
  const unless = entry(root, 'unless')
  return unless && readBlocks(unless.value, 'unless', reading)
}

/**
 * Looks only for the keys `fires` and `quiet`: a test with a mistake in it has its own diagnostic.
 */
function checkTested(root: MapNode, reading: BlockReading): void {
  const tests = entry(root, 'tests')?.value
  if (tests !== undefined && tests.kind !== 'list') return
  const has = (key: string) =>
    tests?.items.some((test) => test.kind !== 'map' || entry(test, key) !== undefined)
  const missing = (['fires', 'quiet'] as const).filter((key) => !has(key))
  const place = nodeAt(root, ['id'])
  if (missing.length > 0 && place) reading.report(untestedRule(missing, place.span))
}

/** A dedup without `new` sends its first alert at once, so a test of one event shows all of it. */
const testedMemory = ['threshold', 'firstSeen', 'dedup.new']

/** Reports memory without a history that fires and one that does not. */
function checkMemoryTested(root: MapNode, tests: readonly RuleTest[], reading: BlockReading): void {
  const memory = testedMemory.filter((key) => nodeAt(root, key.split('.')) !== undefined)
  const has = (fires: boolean) => tests.some((test) => test.isHistory && test.fires === fires)
  const missing = (['fires', 'quiet'] as const).filter((key) => !has(key === 'fires'))
  const place = nodeAt(root, ['id'])
  if (memory.length > 0 && missing.length > 0 && place)
    reading.report(untestedMemory(memory, missing, place.span))
}

/** The paths whose values distinguish events. */
interface Keys {
  readonly threshold: readonly Path[]
  readonly distinct: readonly Path[]
  readonly firstSeen: readonly Path[]
  readonly dedup: readonly Path[]
  /** Undefined where the rule does not have the key. */
  readonly new: readonly Path[] | undefined
}

const readKeys = (root: MapNode, reading: BlockReading): Keys => ({
  threshold: pathsAt(root, ['threshold', 'by'], reading),
  distinct: pathsAt(root, ['threshold', 'distinct'], reading),
  firstSeen: pathsAt(root, ['firstSeen', 'by'], reading),
  dedup: pathsAt(root, ['dedup', 'by'], reading),
  new: nodeAt(root, ['dedup', 'new']) && pathsAt(root, ['dedup', 'new'], reading),
})

function pathsAt(root: MapNode, keys: readonly string[], reading: BlockReading): Path[] {
  const node = nodeAt(root, keys)
  const items = node?.kind === 'list' ? node.items : node ? [node] : []
  return items.flatMap((item) => {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') return []
    const path = readPath(item.value, item.span, reading) ?? []
    if (path !== actorPath) reading.origins.set(path, { span: item.span })
    return [path]
  })
}

function assemble(
  envelope: RuleEnvelope,
  keys: Keys,
  alert: AlertTemplate,
): Omit<Rule, 'match' | 'unless' | 'alert' | 'tests'> {
  const { threshold, firstSeen, dedup, respond = [], attack = [] } = envelope
  const recurrence = (value: { within: string }, by: readonly Path[]): Recurrence => ({
    by,
    windowMs: durationMs(value.within),
  })
  return {
    id: envelope.id,
    title: envelope.title,
    severity: envelope.severity,
    why: envelope.why,
    status: envelope.status ?? 'enabled',
    on: observationOf(envelope.on),
    via: envelope.via ?? 'eventbridge',
    threshold: threshold && {
      count: threshold.count,
      windowMs: durationMs(threshold.within),
      by: keys.threshold,
      distinct: keys.distinct[0],
    },
    firstSeen: firstSeen && recurrence(firstSeen, keys.firstSeen),
    dedup: dedup && { ...recurrence(dedup, keys.dedup), new: keys.new ?? defaultNew(alert) },
    ...chosenKeys(threshold?.chosen, firstSeen?.chosen),
    notify: envelope.notify,
    respond: respond.map(({ action, mode }) => ({ action, mode: mode ?? 'observe' })),
    attack: attack.map(currentAttackId),
    controls: envelope.controls ?? [],
    references: envelope.references ?? [],
    falsePositives: envelope.falsePositives ?? [],
    runbook: envelope.runbook,
  }
}

function chosenKeys(threshold: string | undefined, firstSeen: string | undefined) {
  if (threshold === undefined && firstSeen === undefined) return {}
  return {
    chosen: {
      ...(threshold === undefined ? {} : { threshold }),
      ...(firstSeen === undefined ? {} : { firstSeen }),
    },
  }
}

function observationOf(on: RuleEnvelope['on']): Observation {
  if (on === undefined) return observations.cloudtrail
  if (typeof on === 'string') return observations[on]
  const sources = new Set([on.source].flat())
  const [first = ''] = sources
  const source = sources.has(anySource) ? 'aws.' : sources.size === 1 ? first : [...sources]
  return { source, detailTypes: [...new Set([on['detail-type']].flat())] }
}

/** Any service of AWS. */
const anySource = 'aws.*'

function checkSource(root: MapNode, reading: Reading): void {
  for (const { value, span } of textsIn(nodeAt(root, ['on', 'source']))) {
    if (value !== anySource && !/^aws\.[a-z0-9][\w-]*$/.test(value))
      reading.report(foreignSource(value, span))
  }
}

/** Reports a detail-type that none of the sources sends. */
function checkDetailType(root: MapNode, reading: Reading): void {
  const sources = textsIn(nodeAt(root, ['on', 'source'])).map(({ value }) => value)
  const known = knownDetailTypes(sources)
  for (const { value, span } of textsIn(nodeAt(root, ['on', 'detail-type']))) {
    if (value === '' || known.types.includes(value)) continue
    const guess = nearest(value, known.types)
    if (guess !== undefined || known.own !== undefined)
      reading.report(unknownDetailType(value, guess, known.own ?? [], span))
  }
}

const textsIn = (node: Node | undefined): { readonly value: string; readonly span: Span }[] =>
  (node?.kind === 'list' ? node.items : node ? [node] : []).flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'string'
      ? [{ value: item.value, span: item.span }]
      : [],
  )
