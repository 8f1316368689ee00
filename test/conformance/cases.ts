/**
 * The language as named cases, for whoever decides about events: the engine, the reference it is
 * held against, and each backend that can be run here.
 *
 * A file holds a list of `{ name, match, unless?, lists?, event?, envelope?, fires }`, where `event` is
 * the record. They are read by the reader that reads rules, so a case means what it means in a rule.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'
import { entry, type MapNode, type Node } from '../../src/diagnostics/node.ts'
import type { Event } from '../../src/ir/event.ts'
import { isObject, type JsonObject } from '../../src/ir/json.ts'
import type { Predicate } from '../../src/ir/predicate.ts'
import { type BlockReading, readBlocks } from '../../src/rule/block.ts'
import { plain } from '../../src/rule/read-envelope.ts'
import type { Lists } from '../../src/rule/reading.ts'
import { readYaml } from '../../src/rule/yaml.ts'

export interface Case {
  readonly name: string
  readonly match: Predicate
  readonly unless: Predicate | undefined
  readonly event: Event
  readonly fires: boolean
}

export interface CaseFile {
  /** The file's name without its ending. */
  readonly name: string
  readonly cases: readonly Case[]
}

const folder = import.meta.dirname

/** Every file of cases; throws where one is not what it should be. */
export const caseFiles = (): CaseFile[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ name: file.replace('.yaml', ''), cases: casesIn(file) }))

function casesIn(file: string): Case[] {
  const { root, diagnostics } = readYaml(file, readFileSync(join(folder, file), 'utf8'))
  for (const diagnostic of diagnostics) refuse(diagnostic)
  if (root?.kind !== 'list') throw new Error(`${file}: not a list of cases`)
  return root.items.map((item) => readCase(item, file))
}

const keys = new Set(['name', 'match', 'unless', 'lists', 'event', 'envelope', 'fires'])

function readCase(item: Node, file: string): Case {
  if (item.kind !== 'map') throw new Error(`${file}: a case is a mapping`)
  const stray = item.entries.find(({ key }) => !keys.has(key))
  if (stray) throw new Error(`${file}:${stray.keySpan.start.line}: no part of a case: ${stray.key}`)
  const name = String(plainAt(item, 'name', file))
  const fires = plainAt(item, 'fires', file)
  if (typeof fires !== 'boolean') throw new Error(`${file}: ${name}: fires is true or false`)
  const reading = readingOf(item, file)
  const unless = entry(item, 'unless')?.value
  return {
    name,
    match: readBlocks(required(item, 'match', file), 'match', reading),
    unless: unless && readBlocks(unless, 'unless', reading),
    event: { record: objectAt(item, 'event', file), envelope: objectAt(item, 'envelope', file) },
    fires,
  }
}

const readingOf = (item: MapNode, file: string): BlockReading => ({
  file,
  lists: listsOf(entry(item, 'lists')?.value),
  origins: new WeakMap(),
  // Cases name whatever fields make them short.
  fields: undefined,
  hasActor: true,
  report: refuse,
})

function refuse({ message, span }: Diagnostic): never {
  throw new Error(`${span.file}:${span.start.line}: ${message}`)
}

function listsOf(node: Node | undefined): Lists {
  const named = node?.kind === 'map' ? node.entries : []
  return {
    configFound: true,
    values: new Map(
      named.map(({ key, value }) => [
        key,
        value.kind === 'list' ? value.items.filter((item) => item.kind === 'scalar') : [],
      ]),
    ),
  }
}

function required(item: MapNode, key: string, file: string): Node {
  const found = entry(item, key)
  if (found === undefined) throw new Error(`${file}:${item.span.start.line}: no ${key}`)
  return found.value
}

const plainAt = (item: MapNode, key: string, file: string) => plain(required(item, key, file))

/** An object, empty where the case does not have one. */
function objectAt(item: MapNode, key: string, file: string): JsonObject {
  if (entry(item, key) === undefined) return {}
  const value = plainAt(item, key, file)
  if (!isObject(value)) throw new Error(`${file}:${item.span.start.line}: ${key} is an object`)
  return value
}
