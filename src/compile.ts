/**
 * The compiler on one page: texts of files in, checked rules out.
 *
 * ```
 *  tripline.yaml ──► lists ─────────────┐
 *                                       ▼
 *  rules/*.yaml ──► nodes ──► rule ──► predicate ──► evaluate   (test, replay, explain)
 *                     │         │          │
 *  exceptions/*.yaml ─┤         │          │
 *                     └─────────┴──────────┴──────► diagnostics, all of them, with places
 * ```
 *
 * - `rule/yaml.ts` turns text into nodes with their places, and refuses YAML that is not plain.
 * - `rule/read-rule.ts` checks the envelope against its schema; `rule/block.ts` lowers blocks to
 *   the middle form of `ir/predicate.ts`, the only form that later stages see.
 * - `engine/evaluate.ts` defines the meaning of a predicate. Every backend must agree with it.
 *
 * Nothing here uses a disk, a clock or a network: the caller passes the texts and the day.
 */
import {
  duplicateId,
  expiredException,
  unknownChannel,
  unknownRule,
} from './diagnostics/catalogue/envelope.ts'
import { notAMapping, sigmaNotRead } from './diagnostics/catalogue/file.ts'
import { byPlace, type Diagnostic, type Span, startOf } from './diagnostics/diagnostic.ts'
import { entry, type MapNode, type Node, nodeAt, nounFor } from './diagnostics/node.ts'
import type { Rule } from './ir/rule.ts'
import { type Config, readConfig } from './rule/read-config.ts'
import { type PlacedException, readExceptions } from './rule/read-exception.ts'
import { readRule } from './rule/read-rule.ts'
import { noLists, type Origins, type Reading, unreadableLists } from './rule/reading.ts'
import { readYaml } from './rule/yaml.ts'

/** The text of a file. Diagnostics show `path`. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

export interface Sources {
  readonly config: SourceFile | undefined
  /** Rules and exceptions, in any order. */
  readonly files: readonly SourceFile[]
}

export interface CompiledRule {
  readonly rule: Rule
  readonly file: string
  readonly idSpan: Span
}

export interface CompiledException extends PlacedException {
  readonly file: string
}

export interface Compiled {
  readonly config: Config | undefined
  readonly rules: readonly CompiledRule[]
  readonly exceptions: readonly CompiledException[]
  /**
   * Sorted by file and place. One file has at most `maxReported` of each level. A rule with an
   * error is not among the rules.
   */
  readonly diagnostics: readonly Diagnostic[]
  /** Where each part of the middle form was written. */
  readonly origins: Origins
}

/** Reads and lowers all files. It never throws, for any content of the files. */
export function compile({ config: configFile, files }: Sources): Compiled {
  const diagnostics: Diagnostic[] = []
  const report = (diagnostic: Diagnostic) => void diagnostics.push(diagnostic)
  const origins: Origins = new WeakMap()

  // 1. The configuration, whose lists the rules use.
  const config = configFile && readConfigFile(configFile, report)
  const lists = config?.lists ?? (configFile ? unreadableLists : noLists)

  // 2. Each file by itself. A file with problems reports all of them and gives no rule.
  const rules: CompiledRule[] = []
  const ids: { id: Node | undefined; span: Span }[] = []
  const exceptions: CompiledException[] = []
  for (const file of files) {
    const reading: Reading = { file: file.path, lists, origins, report: upTo(maxReported, report) }
    const { root, isPlain } = readRoot(file, reading.report)
    if (root === undefined) continue
    if (isSigma(root)) report(sigmaNotRead(root.span))
    else if (isException(root, file.path)) {
      for (const each of readExceptions(root, reading)) {
        if (isPlain) exceptions.push({ ...each, file: file.path })
      }
    } else if (root.kind === 'map') {
      const rule = readRule(root, reading)
      const idSpan = nodeAt(root, ['id'])?.span ?? startOf(file.path)
      ids.push({ id: nodeAt(root, ['id']), span: idSpan })
      const isAddressed = checkChannels(root, config, reading.report)
      if (rule && isPlain && isAddressed) rules.push({ rule, file: file.path, idSpan })
    } else report(notAMapping(nounFor(root), 'id', root.span))
  }

  // 3. What only shows when all files are seen together.
  const taken = duplicates(ids)
  for (const diagnostic of taken) report(diagnostic)
  const repeated = new Set(taken.map(({ span }) => span))
  return {
    config,
    rules: rules.filter(({ idSpan }) => !repeated.has(idSpan)),
    exceptions,
    diagnostics: diagnostics.sort(byPlace),
    origins,
  }
}

/**
 * The problems of the exceptions on a day (`yyyy-mm-dd`): rules that do not exist, and exceptions
 * that have expired.
 */
export function checkExceptions(
  { exceptions }: Compiled,
  ruleIds: readonly string[],
  today: string,
): Diagnostic[] {
  return exceptions.flatMap(({ exception: { rules, expires, owner }, node }) => {
    const spanAt = (...keys: (string | number)[]): Span => nodeAt(node, keys)?.span ?? node.span
    const unknown = (rules === '*' ? [] : rules).flatMap((id, index) =>
      ruleIds.includes(id) ? [] : [unknownRule(id, ruleIds, spanAt('rules', index))],
    )
    const expired = expires < today ? [expiredException(expires, owner, spanAt('expires'))] : []
    return [...unknown, ...expired]
  })
}

/** Reads tripline.yaml. A file that has only comments sets nothing, and is not an error. */
function readConfigFile(file: SourceFile, report: Reading['report']): Config | undefined {
  const { root, diagnostics } = readYaml(file.path, file.text)
  const [first] = diagnostics
  if (first?.code === 'empty-file') {
    return readConfig({ kind: 'map', entries: [], span: first.span }, { report })
  }
  for (const diagnostic of diagnostics) report(diagnostic)
  return root && readConfig(root, { report })
}

/** Nobody fixes more than this at once. A hostile file can have hundreds of thousands. */
const maxReported = 1000

function upTo(limit: number, report: Reading['report']): Reading['report'] {
  const reported = { error: 0, warning: 0, note: 0 }
  return (diagnostic) => {
    if (reported[diagnostic.level]++ < limit) report(diagnostic)
  }
}

/** The root node of a file. `isPlain` is true if nothing in the file was refused. */
function readRoot(file: SourceFile, report: Reading['report']) {
  const { root, diagnostics } = readYaml(file.path, file.text)
  for (const diagnostic of diagnostics) report(diagnostic)
  return { root, isPlain: diagnostics.length === 0 }
}

const isSigma = (root: Node): boolean =>
  root.kind === 'map' &&
  entry(root, 'logsource') !== undefined &&
  entry(root, 'detection') !== undefined

function isException(root: Node, path: string): boolean {
  if (/(?:^|[\\/])exceptions[\\/][^\\/]+$/.test(path)) return true
  if (root.kind !== 'map' || entry(root, 'id') !== undefined) return false
  return entry(root, 'expires') !== undefined || entry(root, 'rules') !== undefined
}

/** Whether a rule notifies only channels that exist, as far as the configuration is known. */
function checkChannels(root: MapNode, config: Config | undefined, report: Reading['report']) {
  const notify = nodeAt(root, ['notify'])
  const channels = config?.channels
  if (channels === undefined || notify?.kind !== 'list') return true
  const unknown = notify.items.flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'string' && !channels.includes(item.value)
      ? unknownChannel(item.value, channels, item.span)
      : [],
  )
  for (const diagnostic of unknown) report(diagnostic)
  return unknown.length === 0
}

function duplicates(ids: readonly { id: Node | undefined; span: Span }[]): Diagnostic[] {
  const first = new Map<string, Span>()
  return ids.flatMap(({ id, span }) => {
    if (id?.kind !== 'scalar' || typeof id.value !== 'string') return []
    const earlier = first.get(id.value)
    if (earlier !== undefined) return [duplicateId(id.value, earlier, span)]
    first.set(id.value, span)
    return []
  })
}
