/** Over third-party records, stepping over what cannot match finds what asking every rule finds. */
import { existsSync, globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { inEnvelope } from '../src/aws/envelope.ts'
import { compile } from '../src/compile.ts'
import { ruleMatches } from '../src/engine/rule-matches.ts'
import type { Event } from '../src/ir/event.ts'
import type { JsonObject } from '../src/ir/json.ts'
import { fileScanner } from '../src/replay/file-scanner.ts'
import type { Hits } from '../src/scan/hits.ts'
import { isKnownEvent } from '../src/scan/known-event.ts'
import { shippedRules } from './support/shipped-rules.ts'

const corpora = '../shared/corpora/cloudtrail'
const folder = mkdtempSync(join(tmpdir(), 'tripline-corpora-'))
const rules = compile({ config: undefined, files: shippedRules }).rules.map(({ rule }) => rule)

const recordsOf = ({ sizes, lists, ruleLists, json }: Hits) => {
  let end = 0
  return [...sizes].map((sizeBytes, at) => {
    end += sizeBytes
    const text = Buffer.from(json.subarray(end - sizeBytes, end)).toString('utf8')
    return { record: JSON.parse(text), rules: ruleLists[lists[at] ?? -1] }
  })
}

describe.runIf(existsSync(corpora))('third-party records', () => {
  test.each(globSync(`${corpora}/*.events.jsonl`))('%s', (path) => {
    const records: JsonObject[] = readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line))
      .filter(isKnownEvent)
    const file = join(folder, `${basename(path)}.json`)
    // Twice: what was parsed the first time is stepped over the second.
    writeFileSync(file, JSON.stringify({ Records: [...records, ...records] }))
    const found = fileScanner(rules)(file)
    const wanted = [...records, ...records].flatMap((record) => {
      const event = inEnvelope(record) as Event
      const matching = rules.flatMap((rule, at) => (ruleMatches(rule, event) ? [at] : []))
      return matching.length === 0 ? [] : [{ record, rules: matching }]
    })
    expect(found?.eventCount).toBe(records.length * 2)
    expect(found && recordsOf(found)).toEqual(wanted)
  })
})
