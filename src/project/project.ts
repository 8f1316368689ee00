/** Finds and reads the files of a project: rules, exceptions, tripline.yaml. */
import { isUtf8 } from 'node:buffer'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { type Compiled, checkExceptions, compile, type SourceFile } from '../compile.ts'
import {
  noFile,
  noRuleFiles,
  noRulePath,
  unreadable,
} from '../diagnostics/catalogue/cannot-answer/files.ts'
import { fileTooLarge, notUtf8 } from '../diagnostics/catalogue/file.ts'
import { byPlace, type Diagnostic, type Span } from '../diagnostics/diagnostic.ts'
import { type LineOf, linesIn } from '../diagnostics/render.ts'
import { maxFileSizeBytes } from '../rule/yaml.ts'
import { statOf } from './stat-of.ts'

/** The compiled files of a project. */
export interface Project extends Compiled {
  /** The folder that holds tripline.yaml, `exceptions/` and `test/events/`. */
  readonly root: string
  /** The folder that paths of files are relative to. */
  readonly cwd: string
  readonly lineOf: LineOf
  readonly fileCount: number
}

/** The working directory and the date of reading a project. */
export interface Place {
  /** The working directory. Given paths and paths in diagnostics are relative to it. */
  readonly cwd: string
  /** The date with which exceptions expire. */
  readonly now: Date
}

/**
 * Loads the rules under some paths with the other files of their project. A path without a rule is
 * an error: an empty answer would look like a good result.
 */
export function loadProject(
  paths: readonly string[],
  configPath: string | undefined,
  { cwd, now }: Place,
): Project {
  const found = [...new Set(paths.flatMap((path) => yamlFilesUnder(path, cwd)))].sort()
  const root = rootOf(resolve(cwd, paths[0] ?? 'rules'))
  const shown = (file: string) => relative(cwd, file) || file
  const exceptions = globSync('exceptions/*.{yaml,yml}', { cwd: root }).map((file) =>
    join(root, file),
  )
  const config = configPath === undefined ? join(root, 'tripline.yaml') : resolve(cwd, configPath)
  if (configPath !== undefined && !existsSync(config)) throw noFile(configPath)
  // `validate .` finds tripline.yaml among the other files, and it is not a rule.
  const files = found.filter((file) => file !== config)

  const texts = new Map<string, ReturnType<typeof linesIn>>()
  const unreadable: Diagnostic[] = []
  const read = (file: string): SourceFile[] => {
    const source = readSource(file, shown(file))
    if ('code' in source) {
      unreadable.push(source)
      return []
    }
    texts.set(source.path, linesIn(source.text))
    return [source]
  }
  const sources = [...new Set([...files, ...exceptions])].flatMap(read)
  const compiled = compile({
    config: existsSync(config) ? read(config)[0] : undefined,
    files: sources,
  })
  const today = now.toISOString().slice(0, 10)
  const diagnostics = [
    ...unreadable,
    ...compiled.diagnostics,
    ...checkExceptions(compiled, ruleIdsOf(paths, cwd, root, compiled), today),
  ].sort(byPlace)
  return {
    ...compiled,
    diagnostics,
    root,
    cwd,
    lineOf: (file, line) => texts.get(file)?.(line),
    fileCount: files.length,
  }
}

function yamlFilesUnder(path: string, cwd: string): string[] {
  const full = resolve(cwd, path)
  const stats = statOf(full)
  if (stats === undefined) {
    throw noRulePath(path)
  }
  if (stats.isFile()) return [full]
  const names = globSync('**/*.{yaml,yml}', { cwd: full, exclude: ['**/node_modules/**'] })
  const files = names.map((name) => join(full, name)).filter((file) => !statOf(file)?.isDirectory())
  if (files.length === 0) {
    throw noRuleFiles(path)
  }
  return files
}

const marks = ['tripline.yaml', 'exceptions', join('test', 'events'), 'package.json', '.git']

/**
 * The nearest folder that looks like a project, from the path upwards, or else the folder of the
 * rules.
 */
export function rootOf(path: string): string {
  const start = statOf(path)?.isDirectory() ? path : dirname(path)
  for (let at = start; ; at = dirname(at)) {
    if (marks.some((mark) => existsSync(join(at, mark)))) return at
    if (dirname(at) === at) return start
  }
}

/**
 * The ids of all rules of the project, including rules outside of the requested paths. Ids are file
 * names. The rules are under `rules`, or under the topmost folders of the requested paths.
 */
function ruleIdsOf(
  paths: readonly string[],
  cwd: string,
  root: string,
  { rules }: Compiled,
): string[] {
  const tops = paths.map((path) => relative(root, resolve(cwd, path)).split(sep)[0] ?? '')
  const files = [...new Set(['rules', ...tops])]
    .filter((folder) => folder !== '' && folder !== '..')
    .flatMap((folder) => globSync('**/*.{yaml,yml}', { cwd: join(root, folder) }))
  const names = files.map((file) => file.replace(/^.*[\\/]|\.ya?ml$/g, ''))
  return [...new Set([...rules.map(({ rule }) => rule.id), ...names])]
}

/** The file as text, or a diagnostic if it is too large or no text. Throws if it cannot be read. */
function readSource(file: string, path: string): SourceFile | Diagnostic {
  try {
    const { size } = statSync(file)
    if (size > maxFileSizeBytes) return fileTooLarge(path, size, maxFileSizeBytes)
    const bytes = readFileSync(file)
    if (!isUtf8(bytes)) return notUtf8(lineOfBadBytes(bytes, path))
    return { path, text: new TextDecoder().decode(bytes) }
  } catch (problem) {
    throw unreadable(path, (problem as Error).message)
  }
}

function lineOfBadBytes(bytes: Buffer, file: string): Span {
  let line = 1
  for (let from = 0; from < bytes.length; line++) {
    const end = bytes.indexOf('\n', from)
    const to = end === -1 ? bytes.length : end + 1
    if (!isUtf8(bytes.subarray(from, to))) break
    from = to
  }
  const start = { line, column: 1 }
  return { file, start, end: start }
}
