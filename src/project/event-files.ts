/**
 * Reads the events that tests and `explain` name: JSON files in the folders where a project keeps
 * them.
 */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import {
  missingFile,
  notAnObject,
  notJsonFile,
  severalRecords,
  unreadableFile,
} from '../diagnostics/catalogue/event-file.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import { parseJson } from '../ir/parse-json.ts'
import type { TestEvent } from '../ir/rule.ts'
import type { Project } from './project.ts'
import { statOf } from './stat-of.ts'

/** The content of an event file, or the reason why it cannot be read. */
export type EventFile =
  | { readonly ok: true; readonly json: JsonObject }
  | { readonly ok: false; readonly problem: string; readonly guess: string | undefined }

/** The content of an event of a test, which the rule contains or names. */
export const testEventIn = (
  { event }: TestEvent,
  ruleFile: string,
  project: Pick<Project, 'root' | 'cwd'>,
): EventFile =>
  'inline' in event
    ? { ok: true, json: event.inline }
    : readTestEvent(event.file, ruleFile, project)

/**
 * Reads the event of a test: under `test/events` of the project, or beside the rule if the name
 * begins with a dot.
 */
function readTestEvent(
  name: string,
  ruleFile: string,
  { root, cwd }: Pick<Project, 'root' | 'cwd'>,
): EventFile {
  const folder = join(root, 'test', 'events')
  const file = name.startsWith('.') ? resolve(cwd, dirname(ruleFile), name) : join(folder, name)
  if (!statOf(file)?.isFile()) {
    const known = globSync('**/*.json', { cwd: folder }).map((path) => path.replaceAll(sep, '/'))
    return { ok: false, problem: missingFile, guess: nearest(name, known) }
  }
  const parsed = parseFile(file)
  if (!parsed.ok) return { ok: false, problem: parsed.problem, guess: undefined }
  if (!isObject(parsed.json)) return { ok: false, problem: notAnObject, guess: undefined }
  return soleRecord(parsed.json)
}

type ParsedFile =
  | { readonly ok: true; readonly json: Json }
  | { readonly ok: false; readonly problem: string }

function parseFile(file: string): ParsedFile {
  try {
    const parsed = parseJson(readFileSync(file, 'utf8'))
    return parsed.ok ? parsed : { ok: false, problem: notJsonFile(parsed.message) }
  } catch (problem) {
    return { ok: false, problem: unreadableFile((problem as Error).message) }
  }
}

/**
 * The record of `{"Records": [record]}`, which is how CloudTrail writes one record. Other JSON is
 * returned as it is.
 */
function soleRecord(json: JsonObject): EventFile {
  const { Records: records } = json
  if (!Array.isArray(records)) return { ok: true, json }
  const [only] = records
  return isObject(only) && records.length === 1
    ? { ok: true, json: only }
    : { ok: false, problem: severalRecords(records.length), guess: undefined }
}
