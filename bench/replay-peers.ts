/** The tools that people search history with, given the same question as the rules. */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Rule } from '../src/ir/rule.ts'
import type { History } from './data/history-files.ts'
import { countingSql } from './data/sql.ts'
import type { Contestant } from './table.ts'

const wanted = {
  source: 'iam.amazonaws.com',
  names: ['CreateUser', 'CreateAccessKey', 'AttachUserPolicy'],
}

/** The same question as a rule. */
export const aboutThree = (rule: Rule): Rule => ({
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

/** The jq contestant; undefined if jq is not installed. */
export function jqPeer({ folder }: History): Contestant | undefined {
  if (spawnSync('jq', ['--version']).status !== 0) {
    process.stderr.write('jq is not here: not compared\n')
    return undefined
  }
  const names = JSON.stringify(wanted.names)
  const query = `.Records[] | select(.eventSource == "${wanted.source}" and (.eventName as $n | ${names} | index($n))) | .eventID`
  const command = `zcat '${folder}'/*.gz | jq -r '${query}' | wc -l`
  return {
    name: 'zcat | jq',
    run: () => Number(execFileSync('sh', ['-c', command], { encoding: 'utf8' })),
  }
}

/** DuckDB with two threads, reading only the columns that the question needs. */
export interface DuckDb {
  readonly three: (history: History) => Contestant
  readonly rules: (history: History, rules: readonly Rule[]) => Contestant
}

/**
 * DuckDB, fetched into the cache, because npm installs it for this platform only; undefined if that
 * fails.
 */
export function duckDb(cache: string): DuckDb | undefined {
  const home = join(cache, 'duckdb')
  const installed = join(home, 'node_modules', '@duckdb', 'node-api')
  if (!existsSync(installed)) {
    mkdirSync(home, { recursive: true })
    writeFileSync(join(home, 'package.json'), '{"private":true}')
    const args = ['install', '--no-save', '@duckdb/node-api@1.5.6-r.1']
    const { status } = spawnSync('npm', args, { cwd: home })
    if (status !== 0 || !existsSync(installed)) {
      process.stderr.write('DuckDB could not be installed: not compared\n')
      return undefined
    }
  }
  const { DuckDBInstance } = createRequire(join(home, 'package.json'))('@duckdb/node-api')
  const answer = async (sql: string): Promise<number> => {
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' })
    const connection = await instance.connect()
    const rows = await connection.runAndReadAll(sql)
    return Number(rows.getRows()[0][0])
  }
  return {
    three: ({ folder }) => ({
      name: 'DuckDB, 2 threads',
      run: () => answer(sqlForThree(folder)),
    }),
    rules: ({ folder }, rules) => ({
      name: 'DuckDB, 100 rules',
      run: () => answer(countingSql(rules, folder)),
    }),
  }
}

function sqlForThree(folder: string): string {
  const names = wanted.names.map((each) => `'${each}'`).join(', ')
  return `SELECT count(*) FROM (
    SELECT unnest(Records) AS r FROM read_json('${folder}/*.json.gz', maximum_object_size = 67108864,
      columns = {Records: 'STRUCT(eventSource VARCHAR, eventName VARCHAR)[]'})
  ) WHERE r.eventSource = '${wanted.source}' AND r.eventName IN (${names})`
}
