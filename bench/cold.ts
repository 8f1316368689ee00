/**
 * Measures cold starts in AWS's own runtime client, each in a fresh process: `detect` with a
 * thousand rules, and a function that only imports the same clients, as SST bundles it.
 *
 * Times are measured inside the process, from the import of the bundle. What Node and the runtime
 * client take before that is the same for all.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { matcherFor } from '../src/engine/index/matcher.ts'
import type { Rule } from '../src/ir/rule.ts'
import { rulesetModule } from '../src/ruleset/module.ts'
import { bundledBySst, bundledByUs, filesIn, packedLength, timedCopy } from './cold/packages.ts'
import { filesRead, interleavedStarts, type Start, type Variant } from './cold/starts.ts'
import { startStub } from './cold/stub.ts'
import { eventOf, recordTexts } from './data/matching.ts'
import { ruleSet } from './data/rules.ts'
import { median, type Row } from './table.ts'

export interface ColdSize {
  readonly rules: number
  /** The number of processes of each kind. */
  readonly rounds: number
}

export const fullCold: ColdSize = { rules: 1000, rounds: 15 }

export async function coldBench({ rules: count, rounds }: ColdSize): Promise<Row[]> {
  const into = mkdtempSync(join(tmpdir(), 'tripline-cold-'))
  const stub = await startStub()
  try {
    const rules = ruleSet('quiet', count)
    const ruleset = rulesetModule(rules, [], 'bench')
    const detect = await bundledByUs('functions/detect.ts', into, ruleset)
    const clients = await bundledBySst('bench/cold/same-clients.ts', into)
    const onlyRules = await bundledByUs('bench/cold/only-rules.ts', into, ruleset)
    const bare = await bundledBySst('bench/cold/bare.ts', into)
    const variants = variantsOf(
      {
        detect: await timedCopy(detect, into),
        clients: await timedCopy(clients, into),
        onlyRules: await timedCopy(onlyRules, into),
        bare: await timedCopy(bare, into),
      },
      matchedOnce(rules),
    )
    const starts = await interleavedStarts(Object.values(variants), rounds, stub)
    const read = await filesRead(variants.alert, stub)
    const sizes = [
      sizeRow(`detect, ${count} rules, whole package`, sum, filesIn(detect), filesIn(clients)),
      sizeRow(
        `detect, ${count} rules, whole package, deflated as it is sent`,
        packed,
        filesIn(detect),
        filesIn(clients),
      ),
      sizeRow(`detect, ${count} rules, files read for an alert`, sum, read, filesIn(clients)),
    ]
    return [...timeRows(starts, count), ...sizes]
  } finally {
    stub.close()
    rmSync(into, { recursive: true, force: true })
  }
}

/** An event that exactly one rule matches, as EventBridge sends it. */
function matchedOnce(rules: readonly Rule[]): string {
  const matching = matcherFor(rules)
  const event = recordTexts(20_000)
    .map(eventOf)
    .find((each) => matching(each).length === 1)
  if (event === undefined) throw new Error('no event is matched by one rule alone')
  const now = new Date().toISOString()
  const detail = { ...event.record, eventTime: now }
  return JSON.stringify({ ...event.envelope, time: now, detail })
}

const alertCalls = [
  'ChangeMessageVisibilityBatch',
  'Publish',
  'PutEvents',
  'UpdateItem',
  'UpdateItem',
]

type Name = 'alert' | 'publish' | 'same calls' | 'no alert' | 'rules' | 'bare'
type Folders = Readonly<Record<'detect' | 'clients' | 'onlyRules' | 'bare', string>>

function variantsOf(folders: Folders, body: string): Readonly<Record<Name, Variant>> {
  const { detect, clients, onlyRules, bare } = folders
  const quiet = JSON.stringify({
    source: 'aws.s3',
    'detail-type': 'AWS API Call via CloudTrail',
    detail: { eventSource: 's3.amazonaws.com', eventName: 'NobodyAsks', eventID: 'e' },
  })
  const plain = { body, environment: {}, calls: [] }
  return {
    alert: { ...plain, name: 'alert', folder: detect, calls: alertCalls },
    publish: { ...plain, name: 'publish', folder: clients, calls: ['Publish'] },
    'same calls': {
      name: 'same calls',
      folder: clients,
      body,
      environment: { CALLS: 'of an alert' },
      calls: alertCalls,
    },
    'no alert': { ...plain, name: 'no alert', folder: detect, body: quiet },
    rules: { ...plain, name: 'rules', folder: onlyRules },
    bare: { ...plain, name: 'bare', folder: bare },
  }
}

function timeRows(starts: ReadonlyMap<string, readonly Start[]>, count: number): Row[] {
  const msOf = (name: Name, time: (start: Start) => number) =>
    median((starts.get(name) ?? []).map(time))
  const whole = ({ importMs, firstMs }: Start): number => importMs + firstMs
  const published = ({ publishedMs }: Start): number => publishedMs
  const timeRow = (what: string, ours: number, beside: string, theirs: number): Row => ({
    bench: 'cold',
    what: `detect, ${count} rules, ${what}`,
    beside,
    ours: `${ours.toFixed(1)} ms`,
    theirs: `${theirs.toFixed(1)} ms`,
    ratio: theirs / ours,
    goal: 1 / 0.85,
  })
  const own = msOf('rules', whole) - msOf('bare', whole)
  const limitMs = 6
  return [
    timeRow(
      'until SNS has the alert',
      msOf('alert', published),
      'same clients, until SNS has a message',
      msOf('publish', published),
    ),
    timeRow(
      'a whole alert',
      msOf('alert', whole),
      'same clients, the same calls',
      msOf('same calls', whole),
    ),
    timeRow(
      'an event that no rule is about',
      msOf('no alert', whole),
      'same clients, one message',
      msOf('publish', whole),
    ),
    {
      bench: 'cold',
      what: `${count} rules and a first match, over a bare function`,
      beside: 'limit',
      ours: `${own.toFixed(1)} ms`,
      theirs: `${limitMs.toFixed(1)} ms`,
      ratio: limitMs / own,
      goal: 1,
    },
  ]
}

const sum = (files: readonly Uint8Array[]): number =>
  files.reduce((total, { length }) => total + length, 0)

const packed = (files: readonly Uint8Array[]): number =>
  files.reduce((total, bytes) => total + packedLength(bytes), 0)

function sizeRow(
  what: string,
  sizeOf: (files: readonly Uint8Array[]) => number,
  ourFiles: readonly Uint8Array[],
  theirFiles: readonly Uint8Array[],
): Row {
  const [ours, theirs] = [sizeOf(ourFiles), sizeOf(theirFiles)]
  return {
    bench: 'cold',
    what,
    beside: 'same clients',
    ours: `${(ours / 1000).toFixed(0)} kB`,
    theirs: `${(theirs / 1000).toFixed(0)} kB`,
    ratio: theirs / ours,
    goal: 1 / 1.15,
  }
}
