/** Replay beside gunzip and JSON.parse on the same threads, and beside what people search history with. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { gunzipSync } from 'node:zlib'
import { type FileScan, fileScanner } from '../src/cli/history/file-scanner.ts'
import { scanFiles } from '../src/cli/history/scan-files.ts'
import type { Rule } from '../src/ir/rule.ts'
import { type History, historyIn } from './data/history.ts'
import { ruleSet } from './data/rules.ts'
import { type Contestant, interleaved, msOf, mustAgree, type Row, type Timing } from './table.ts'

export interface ReplaySize {
  readonly fileCount: number
  readonly times: number
  readonly rounds: number
  /** Whether jq and DuckDB are run as well. */
  readonly withPeers: boolean
}

/** 200 files of 1,000 records, each four times: about a gigabyte. */
export const fullReplay: ReplaySize = { fileCount: 200, times: 4, rounds: 5, withPeers: true }

const cache = join(import.meta.dirname, '..', 'node_modules', '.cache', 'tripline-bench')

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
  const one = [aboutThree(ruleSet('quiet', 1)[0] as Rule)]
  const sets: readonly (readonly [string, readonly Rule[], number])[] = [
    ['1 quiet rule', one, 1.6],
    ['100 quiet rules', ruleSet('quiet', 100), 1.45],
    ['1000 quiet rules', ruleSet('quiet', 1000), 1.35],
    ['1000 loud rules', ruleSet('typical', 1000), 0.75],
  ]
  const byOne = (name: string, rules: readonly Rule[]): Contestant => ({
    name,
    run: () => {
      const scan = fileScanner(rules)
      return files.reduce((sum, file) => sum + hitsOf(scan(file)), 0)
    },
  })
  const byTwo = (name: string, rules: readonly Rule[]): Contestant => ({
    name,
    run: async () => {
      let sum = 0
      for await (const scan of scanFiles(files, rules, 2)) sum += hitsOf(scan)
      return sum
    },
  })
  const peers = withPeers ? peersFor(history) : []
  const timings = await interleaved(
    [
      { name: 'parse', run: () => files.reduce((sum, file) => sum + parse(file), 0) },
      { name: 'parse, 2 threads', run: () => parseByTwo(files) },
      ...sets.map(([name, rules]) => byOne(name, rules)),
      byTwo('1000 quiet rules, 2 threads', ruleSet('quiet', 1000)),
      byTwo('1 quiet rule, 2 threads', one),
      ...peers.map(({ contestant }) => contestant),
    ],
    rounds,
  )
  mustAgree(timings, ['parse', 'parse, 2 threads'])
  mustAgree(timings, ['1000 quiet rules', '1000 quiet rules, 2 threads'])
  mustAgree(timings, [
    '1 quiet rule',
    '1 quiet rule, 2 threads',
    ...peers.map(({ contestant }) => contestant.name),
  ])
  const row = rowsOf(timings, history)
  return [
    ...sets.map(([name, , goal]) => row(name, 'parse', goal)),
    row('1000 quiet rules, 2 threads', 'parse, 2 threads', 1.35),
    row('1000 quiet rules, 2 threads', '1000 quiet rules', 1.5),
    ...peers.map(({ contestant, goal }) => row('1 quiet rule, 2 threads', contestant.name, goal)),
  ]
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

const wanted = {
  source: 'iam.amazonaws.com',
  names: ['CreateUser', 'CreateAccessKey', 'AttachUserPolicy'],
}

const aboutThree = (rule: Rule): Rule => ({
  ...rule,
  id: 'iam-three',
  match: {
    kind: 'block',
    fields: [
      { path: ['eventSource'], check: { op: 'equals', value: wanted.source } },
      {
        path: ['eventName'],
        check: { op: 'any', of: wanted.names.map((value) => ({ op: 'equals', value })) },
      },
    ],
  },
})

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

interface Peer {
  readonly contestant: Contestant
  readonly goal: number
}

/** jq where it is installed; DuckDB, which npm brings for this platform alone, is fetched into the cache. */
function peersFor(history: History): Peer[] {
  const jq = spawnSync('jq', ['--version']).status === 0 ? [jqPeer(history)] : []
  if (jq.length === 0) process.stderr.write('jq is not here: not compared\n')
  const duckdb = duckdbPeer(history)
  return duckdb === undefined ? jq : [...jq, duckdb]
}

function jqPeer({ folder }: History): Peer {
  const names = JSON.stringify(wanted.names)
  const query = `.Records[] | select(.eventSource == "${wanted.source}" and (.eventName as $n | ${names} | index($n))) | .eventID`
  const command = `zcat '${folder}'/*.gz | jq -r '${query}' | wc -l`
  return {
    contestant: {
      name: 'zcat | jq',
      run: () => Number(execFileSync('sh', ['-c', command], { encoding: 'utf8' })),
    },
    goal: 5,
  }
}

function duckdbPeer({ folder }: History): Peer | undefined {
  const home = join(cache, 'duckdb')
  const installed = join(home, 'node_modules', '@duckdb', 'node-api')
  if (!existsSync(installed)) {
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, 'package.json'), '{"private":true}')
    const { status } = spawnSync('npm', ['install', '--no-save', '@duckdb/node-api@1.5.6-r.1'], {
      cwd: home,
    })
    if (status !== 0 || !existsSync(installed)) {
      process.stderr.write('DuckDB could not be installed: not compared\n')
      return undefined
    }
  }
  const { DuckDBInstance } = createRequire(join(home, 'package.json'))('@duckdb/node-api')
  const names = wanted.names.map((each) => `'${each}'`).join(', ')
  const sql = `SELECT count(*) FROM (
    SELECT unnest(Records) AS r FROM read_json('${folder}/*.json.gz', maximum_object_size = 67108864,
      columns = {Records: 'STRUCT(eventSource VARCHAR, eventName VARCHAR)[]'})
  ) WHERE r.eventSource = '${wanted.source}' AND r.eventName IN (${names})`
  return {
    contestant: {
      name: 'DuckDB, 2 threads',
      run: async () => {
        const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
        const connection = await instance.connect()
        const rows = await connection.runAndReadAll(sql)
        return Number(rows.getRows()[0][0])
      },
    },
    goal: 1.5,
  }
}
