/** Events that tests and `explain` name: JSON files, looked for where a project keeps them. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { nearest } from '../diagnostics/nearest.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'

export type EventFile =
  | { readonly ok: true; readonly json: JsonObject }
  | { readonly ok: false; readonly problem: string; readonly guess: string | undefined }

/** A test's event: under `test/events` of the project, or beside the rule where the name starts with a dot. */
export function readTestEvent(name: string, ruleFile: string, root: string): EventFile {
  const folder = join(root, 'test', 'events')
  const file = name.startsWith('.') ? resolve(dirname(ruleFile), name) : join(folder, name)
  if (!existsSync(file)) {
    const known = globSync('**/*.json', { cwd: folder })
    return { ok: false, problem: 'does not exist', guess: nearest(name, known) }
  }
  const parsed = parseJson(readFileSync(file, 'utf8'))
  if (!parsed.ok) return { ok: false, problem: parsed.problem, guess: undefined }
  if (!isObject(parsed.json)) return { ok: false, problem: 'is no JSON object', guess: undefined }
  return { ok: true, json: soleRecord(parsed.json) }
}

export function parseJson(text: string): { ok: true; json: Json } | { ok: false; problem: string } {
  try {
    return { ok: true, json: JSON.parse(text) }
  } catch (problem) {
    return { ok: false, problem: `is not JSON: ${(problem as Error).message}` }
  }
}

/** `{"Records": [one]}`, as CloudTrail writes it, stands for the one. */
const soleRecord = (json: JsonObject): JsonObject => {
  const { Records: records } = json
  const [only, second] = Array.isArray(records) ? records : []
  return isObject(only) && second === undefined ? only : json
}
