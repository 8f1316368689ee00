/**
 * The plan before a change, for a comparison: a file that `plan --format json` wrote, or a git
 * revision.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { compile, type SourceFile } from '../compile.ts'
import type { CannotAnswer } from '../diagnostics/cannot-answer.ts'
import {
  brokenRulesAt,
  foreignPlan,
  gitFailed,
  neitherFileNorRevision,
  noPlanAt,
  planNotJson,
} from '../diagnostics/catalogue/cannot-answer/stage.ts'
import { isError } from '../diagnostics/diagnostic.ts'
import type { Manifest } from '../plan/manifest.ts'
import { plan } from '../plan/plan.ts'
import { isManifest } from './is-manifest.ts'
import type { Place } from './project.ts'
import { statOf } from './stat-of.ts'

/** A request to compare a plan with an earlier one. */
export interface Comparison {
  /** The file or the git revision. */
  readonly against: string
  readonly stage: string
  /** The paths that rules are read from. */
  readonly paths: readonly string[]
  readonly root: string
  readonly configFile: string
}

/** The earlier plan of a comparison. Throws if it cannot be read or has errors. */
export const planBefore = (comparison: Comparison, { cwd }: Pick<Place, 'cwd'>): Manifest =>
  statOf(resolve(cwd, comparison.against))?.isFile()
    ? manifestIn(resolve(cwd, comparison.against), comparison.against)
    : planAt(comparison, cwd)

function manifestIn(file: string, shown: string): Manifest {
  const text = readFileSync(file, 'utf8')
  try {
    const json: unknown = JSON.parse(text)
    if (isManifest(json)) return json
  } catch {
    throw planNotJson(shown)
  }
  throw foreignPlan(shown)
}

/**
 * The plan at a git revision. It is read from git's own store: nothing is checked out, and the
 * working tree does not change.
 */
function planAt({ against, stage, paths, root, configFile }: Comparison, cwd: string): Manifest {
  const commit = git(
    root,
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${against}^{commit}`],
    () => neitherFileNorRevision(against),
  ).trim()
  const top = git(root, ['rev-parse', '--show-toplevel']).trim()
  const pathInGit = (file: string) => relative(top, file).split(sep).join('/') || '.'
  const folders = [...paths.map((path) => resolve(cwd, path)), join(root, 'exceptions'), configFile]
  const listed = git(top, [
    'ls-tree',
    '-r',
    '-z',
    '--name-only',
    commit,
    '--',
    ...folders.map(pathInGit),
  ])
  const files = listed.split('\0').filter((file) => /\.ya?ml$/.test(file))
  const texts = blobs(top, commit, files)
  const sources = files.map((path, index): SourceFile => ({ path, text: texts[index] ?? '' }))
  const isConfig = ({ path }: SourceFile) => path === pathInGit(configFile)
  const compiled = compile({
    config: sources.find(isConfig),
    files: sources.filter((source) => !isConfig(source)),
  })
  const errors = compiled.diagnostics.filter(isError)
  if (errors.length > 0) throw brokenRulesAt(against, errors[0]?.message ?? '')
  const { manifest, problems } = plan({
    config: compiled.config?.envelope ?? {},
    rules: compiled.rules.map(({ rule }) => rule),
    exceptions: compiled.exceptions.map(({ exception }) => exception),
    stage,
  })
  if (manifest === undefined) throw noPlanAt(against, problems[0]?.message ?? '')
  return manifest
}

const maxOutputBytes = 256 * 1024 * 1024

function git(cwd: string, args: readonly string[], failed?: () => CannotAnswer): string {
  try {
    return execFileSync('git', args, {
      cwd,
      encoding: 'utf8',
      maxBuffer: maxOutputBytes,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
  } catch (problem) {
    throw failed?.() ?? gitFailed((problem as Error).message)
  }
}

/** The texts of files at a commit, in order, from one call of git. */
function blobs(cwd: string, commit: string, files: readonly string[]): readonly string[] {
  const answer = execFileSync('git', ['cat-file', '--batch'], {
    cwd,
    input: files.map((file) => `${commit}:${file}\n`).join(''),
    maxBuffer: maxOutputBytes,
  })
  const texts: string[] = []
  for (let at = 0; at < answer.length; ) {
    const end = answer.indexOf('\n', at)
    const size = Number(answer.toString('latin1', at, end).split(' ')[2])
    texts.push(answer.toString('utf8', end + 1, end + 1 + size))
    at = end + 1 + size + 1
  }
  return texts
}
