/** A copy of the code with something added to it, and which files the type checker then complains about. */
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  globSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** What the type checker looks at, and what that reads. */
const parts = [
  'src',
  'functions',
  'infra',
  'packages',
  'scripts',
  'test',
  'bench',
  'tsconfig.json',
  'package.json',
  ...globSync('vitest*.ts'),
]

/** A text that stands once in a file, and what is to stand there. */
export interface Edit {
  readonly file: string
  readonly find: string
  readonly replace: string
}

export interface Addition {
  readonly edits: readonly Edit[]
}

/**
 * The files with errors, sorted, each once. Throws if an edit does not apply, and with what the checker
 * wrote if it fails and names no file.
 */
export function placesNamed({ edits }: Addition): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'tripline-extension-'))
  try {
    for (const part of parts) cpSync(part, join(folder, part), { recursive: true })
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
    for (const { file, find, replace } of edits) edit(join(folder, file), find, replace)
    return filesWithErrors(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function edit(file: string, find: string, replace: string): void {
  const text = readFileSync(file, 'utf8')
  if (text.split(find).length !== 2)
    throw new Error(`${file} must hold ${JSON.stringify(find)} once`)
  writeFileSync(file, text.replace(find, replace))
}

function filesWithErrors(folder: string): readonly string[] {
  const checker = resolve('node_modules/typescript/bin/tsc')
  const args = [checker, '-p', 'tsconfig.json', '--pretty', 'false']
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  if (status === 0) return []
  const files = [...stdout.matchAll(/^([^\s(]+)\(\d+,\d+\): error /gm)].map(([, file = '']) => file)
  if (files.length === 0) throw new Error(`the type checker names no file:\n${stdout}${stderr}`)
  return [...new Set(files)].sort()
}
