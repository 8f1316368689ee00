/**
 * Compares replay with gunzip and JSON.parse on the same threads, and with the tools that people
 * search history with.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import type { Rule } from '../src/ir/rule.ts'
import { fileScanner } from '../src/replay/file-scanner.ts'
import { scanFiles } from '../src/replay/scan-files.ts'
import type { FileScan } from '../src/scan/bytes-scanner.ts'
import { type History, historyIn } from './data/history-files.ts'
import { type RuleSet, ruleSet } from './data/rules.ts'
import { aboutThree, duckDb, jqPeer } from './replay-peers.ts'
import {
  type Contestant,
  measureInterleaved,
  msOf,
  mustAgree,
  type Row,
  type Timing,
} from './table.ts'

export interface ReplaySize {
  readonly fileCount: number
  readonly times: number
  readonly rounds: number
  /** Whether to run jq and DuckDB too. */
  readonly withPeers: boolean
}

/** 200 files of 1,000 records, each four times: about a gigabyte. */
export const fullReplay: ReplaySize = { fileCount: 200, times: 4, rounds: 5, withPeers: true }

const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'tripline-bench')

const one = [aboutThree(ruleSet('quiet', 1)[0] as Rule)]
const hundred = ruleSet('quiet', 100)
const thousand = ruleSet('quiet', 1000)

const parse = (file: string): number => {
  const bytes = readFileSync(file)
  const chunkSize = Math.max(bytes.readUInt32LE(bytes.length - 4) + 1024, 1 << 16)
  return JSON.parse(gunzipSync(bytes, { chunkSize }).toString('utf8')).Records.length
}

export async function replayBench({
  fileCount,
  times,
  rounds,
  withPeers,
}: ReplaySize): Promise<Row[]> {
  mkdirSync(cache, { recursive: true })
  const history = historyIn(cache, fileCount, times)
  const { files } = history
  const loud = ruleSet('typical', 1000)
  const sets: readonly (readonly [string, readonly Rule[], number])[] = [
    ['1 quiet rule', one, 1.6],
    ['100 quiet rules', hundred, 1.45],
    ['1000 quiet rules', thousand, 1.35],
    ['1000 loud rules', loud, 0.75],
  ]
  const timings = await measureInterleaved(
    [
      { name: 'parse', run: () => files.reduce((sum, file) => sum + parse(file), 0) },
      { name: 'parse, 2 threads', run: () => parseByTwo(files) },
      ...sets.map(([name, rules]) => byOne(name, history, rules)),
      byTwo('1000 quiet rules, 2 threads', history, thousand),
      byTwo('1 quiet rule, 2 threads', history, one),
    ],
    rounds,
  )
  mustAgree(timings, ['parse', 'parse, 2 threads'])
  mustAgree(timings, ['1000 quiet rules', '1000 quiet rules, 2 threads'])
  mustAgree(timings, ['1 quiet rule', '1 quiet rule, 2 threads'])
  const row = rowsOf(timings, history)
  return [
    ...sets.map(([name, , goal]) => row(name, 'parse', goal)),
    row('1000 quiet rules, 2 threads', 'parse, 2 threads', 1.35),
    row('1000 quiet rules, 2 threads', '1000 quiet rules', 1.5),
    ...(withPeers ? await peerRows(history, fileCount, rounds) : []),
    memoryRow('1000 quiet rules, 2 threads', 'quiet', history),
    memoryRow('1000 loud rules, 2 threads', 'typical', history),
  ]
}

/** Rows for jq and DuckDB. jq is so slow that a quarter of the history is enough. */
async function peerRows(whole: History, fileCount: number, rounds: number): Promise<Row[]> {
  const quarter = historyIn(cache, fileCount, 1)
  const jq = jqPeer(quarter)
  const duck = duckDb(cache)
  const timings = await measureInterleaved(
    [
      byTwo('1 quiet rule, 2 threads', whole, one),
      ...(duck === undefined ? [] : [duck.three(whole), duck.rules(whole, hundred)]),
      byTwo('1 quiet rule, a quarter', quarter, one),
      byTwo('100 quiet rules, 2 threads', whole, hundred),
      ...(jq === undefined ? [] : [jq]),
    ],
    rounds,
  )
  const ofWhole = rowsOf(timings, whole)
  const ofQuarter = rowsOf(timings, quarter)
  const compared = (
    rows: typeof ofWhole,
    ours: string,
    theirs: string | undefined,
    goal: number,
  ): Row[] => {
    if (theirs === undefined) return []
    mustAgree(timings, [ours, theirs])
    return [rows(ours, theirs, goal)]
  }
  return [
    ...compared(ofQuarter, '1 quiet rule, a quarter', jq?.name, 5),
    ...compared(ofWhole, '1 quiet rule, 2 threads', duck && 'DuckDB, 2 threads', 1.5),
    ...compared(ofWhole, '100 quiet rules, 2 threads', duck && 'DuckDB, 100 rules', 5),
  ]
}

const byOne = (name: string, { files }: History, rules: readonly Rule[]): Contestant => ({
  name,
  run: () => {
    const scan = fileScanner(rules)
    return files.reduce((sum, file) => sum + hitsOf(scan(file)), 0)
  },
})

const byTwo = (name: string, { files }: History, rules: readonly Rule[]): Contestant => ({
  name,
  run: async () => {
    let sum = 0
    for await (const scan of scanFiles(files, rules, 2)) sum += hitsOf(scan)
    return sum
  },
})

const maxBytes = 200 * 1024 * 1024

/** The memory of a separate process, with compiled code available as for the command. */
function memoryRow(name: string, kind: RuleSet, { folder }: History): Row {
  const script = join(import.meta.dirname, 'replay-memory.ts')
  const env = { ...process.env, NODE_COMPILE_CACHE: join(cache, 'compiled') }
  const peak = () =>
    Number(execFileSync(process.execPath, [script, kind, folder], { env, encoding: 'utf8' }))
  peak()
  const bytes = peak()
  return {
    bench: 'replay',
    what: `${name}, most memory`,
    beside: 'limit',
    ours: `${Math.round(bytes / 1024 / 1024)} MB`,
    theirs: `${maxBytes / 1024 / 1024} MB`,
    ratio: maxBytes / bytes,
    goal: 1,
  }
}

const hitsOf = (scan: FileScan | undefined): number => {
  if (scan === undefined) throw new Error('a generated file was not scanned')
  return scan.lists.reduce((sum, list) => sum + (scan.ruleLists[list]?.length ?? 0), 0)
}

function rowsOf(timings: ReadonlyMap<string, Timing>, { sizeBytes }: History) {
  const speed = (name: string) => `${Math.round(sizeBytes / msOf(timings, name) / 1000)} MB/s`
  return (ours: string, theirs: string, goal: number): Row => ({
    bench: 'replay',
    what: ours,
    beside: theirs === 'parse' ? 'gunzip and JSON.parse' : theirs,
    ours: speed(ours),
    theirs: speed(theirs),
    ratio: msOf(timings, theirs) / msOf(timings, ours),
    goal,
  })
}

async function parseByTwo(files: readonly string[]): Promise<number> {
  const halves = [files.filter((_, at) => at % 2 === 0), files.filter((_, at) => at % 2 === 1)]
  const counts = await Promise.all(
    halves.map(
      (half) =>
        new Promise<number>((resolve, reject) => {
          const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
            workerData: half,
          })
          worker.once('message', resolve)
          worker.once('error', reject)
        }),
    ),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}
