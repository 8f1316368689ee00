/** Third-party records: all are read, attacks are seen, noise is not. Needs `../shared/corpora`; without it there is nothing to run. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { inEnvelope } from '../src/aws/envelope.ts'
import { compile } from '../src/compile.ts'
import { ruleMatches } from '../src/engine/rule-matches.ts'
import { answerOf } from './cli/workspace.ts'
import { shippedRules } from './support/shipped-rules.ts'

const folder = '../shared/corpora/cloudtrail'

async function replay(file: string) {
  const { code: exit, summary } = await answerOf(process.cwd(), ['replay', file])
  return { exit, summary }
}

const rows = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line))

/** Records that are no events: of DynamoDB streams and of other products, and inputs of functions. Counted by hand. */
const recordsOfOthers: Readonly<Record<string, number>> = {
  'awsdocs.events.jsonl': 2,
  'findings-and-other-events.events.jsonl': 3,
  'panther.events.jsonl': 34,
}

describe.runIf(existsSync(folder))('third-party records', () => {
  test.for(
    globSync(`${folder}/*.events.jsonl`).map(
      (file) => [file.split('/').at(-1) ?? '', file] as const,
    ),
  )('every record of %s is read', async ([name, file]) => {
    const { exit, summary } = await replay(file)
    const others = recordsOfOthers[name] ?? 0
    expect({ exit, events: summary.events, broken: summary.brokenFiles }).toEqual({
      exit: 0,
      events: rows(file).length - others,
      broken: [],
    })
    const counts: number[] = Object.values(summary.otherRecords)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(others)
  })

  test('benign noise makes at most two alerts in a thousand events', async () => {
    const { summary } = await replay(`${folder}/opensearch-catalog.events.jsonl`)
    expect(summary.alerts).toBeLessThanOrEqual(2)
  })

  test('every attack technique with records is seen by a rule about it', () => {
    const { rules } = compile({ config: undefined, files: shippedRules })
    const specific = rules.filter(({ rule }) => rule.firstSeen === undefined)
    const events = rows(`${folder}/stratus.events.jsonl`).map((record) => inEnvelope(record))
    const labels: { technique: string }[] = rows(`${folder}/stratus.labels.jsonl`)
    const seen = new Set(
      labels
        .filter((_, index) => {
          const event = events[index]
          return event && specific.some(({ rule }) => ruleMatches(rule, event))
        })
        .map(({ technique }) => technique),
    )
    const unseen = [...new Set(labels.map(({ technique }) => technique))].filter(
      (each) => !seen.has(each),
    )
    expect(unseen).toEqual([])
  })
})
