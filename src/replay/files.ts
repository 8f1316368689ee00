/** Finds the files of a history. */
import { type Dirent, readdirSync, realpathSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import {
  linkOutside,
  noHistoryFiles,
  noHistoryPath,
  unreadable,
} from '../diagnostics/catalogue/cannot-answer/files.ts'
import { statOf } from '../project/stat-of.ts'

/** One place to read from. */
export interface Source {
  /** The name that outputs show. */
  readonly name: string
  /** The path of the file; undefined for standard input. */
  readonly path: string | undefined
}

export interface HistoryFiles {
  readonly sources: readonly Source[]
  /** The number of files in the folders that have no name of a CloudTrail file. */
  readonly skippedCount: number
}

const eventFile = /\.(?:json|jsonl|ndjson)(?:\.gz)?$/i

/**
 * The files of the given paths. A named file is always read. Of a folder only JSON files are
 * read, gzipped or not. Throws `CannotAnswer` for a path that does not exist, for a folder without
 * such files, and for a link in a folder that leads to no given path.
 */
export function historyFiles(paths: readonly string[], cwd: string): HistoryFiles {
  const found = new Map<string, Source>()
  const given = paths.filter((path) => path !== '-').map((path) => realPathOf(resolve(cwd, path)))
  let skippedCount = 0
  for (const path of paths) {
    if (path === '-') {
      found.set('-', { name: 'standard input', path: undefined })
      continue
    }
    const full = resolve(cwd, path)
    const stats = statOf(full)
    if (stats === undefined) throw noHistoryPath(path)
    const files = stats.isDirectory() ? filesUnder(full, given, cwd) : [full]
    const wanted = stats.isDirectory() ? files.filter((file) => eventFile.test(file)) : files
    skippedCount += files.length - wanted.length
    if (wanted.length === 0) {
      throw noHistoryFiles(path)
    }
    // Two paths can name one file, and reading it twice would count its events twice.
    for (const file of wanted)
      found.set(realPathOf(file), { name: relative(cwd, file) || file, path: file })
  }
  return { sources: [...found.values()], skippedCount }
}

/**
 * All files below a folder, sorted by name. A link to a folder above is followed at most once. A
 * link that leads out of the given paths is not followed: whoever can write into the folder would
 * choose which files of this machine are read and quoted in errors. It is no silence either, because
 * it may stand for a part of the history.
 */
function filesUnder(folder: string, given: readonly string[], cwd: string): string[] {
  const files: string[] = []
  const seen = new Set<string>()
  const open = [folder]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const real = realPathOf(at)
    if (seen.has(real)) continue
    seen.add(real)
    for (const entry of entriesOf(at)) {
      const path = join(at, entry.name)
      const isLink = entry.isSymbolicLink()
      const stats = isLink ? statOf(path) : entry
      const isWanted = stats?.isDirectory() || eventFile.test(entry.name)
      if (isLink && stats !== undefined && isWanted && !isWithin(realPathOf(path), given)) {
        throw linkOutside(relative(cwd, path))
      }
      if (stats?.isDirectory()) open.push(path)
      else if (stats?.isFile()) files.push(path)
    }
  }
  return files.sort()
}

const isWithin = (path: string, folders: readonly string[]): boolean =>
  folders.some((folder) => path === folder || path.startsWith(folder.replace(/[\\/]?$/, sep)))

/**
 * The entries of a folder. Throws `CannotAnswer` if it cannot be read: an unread folder may contain
 * anything.
 */
function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (problem) {
    throw unreadable(folder, (problem as Error).message)
  }
}

/** The real path; the path itself for a pipe, as in `replay <(zcat …)`, which has none. */
function realPathOf(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
