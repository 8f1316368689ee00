/** A copy of the code with something added to it, and which files the type checker then complains about. */
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'

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
  /** By path. */
  readonly newFiles?: Readonly<Record<string, string>>
}

/** The files with errors, sorted, each once. Throws where an edit does not apply or the checker does not run. */
export function placesNamed({ edits, newFiles = {} }: Addition): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'tripline-extension-'))
  try {
    for (const part of parts) cpSync(part, join(folder, part), { recursive: true })
    symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
    for (const { file, find, replace } of edits) edit(join(folder, file), find, replace)
    for (const [file, text] of Object.entries(newFiles)) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    return filesIn(errorsIn(folder))
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

function errorsIn(folder: string): string {
  const checker = resolve('node_modules/typescript/bin/tsc')
  try {
    return execFileSync(process.execPath, [checker, '-p', 'tsconfig.json', '--pretty', 'false'], {
      cwd: folder,
      encoding: 'utf8',
    })
  } catch (error) {
    const { stdout } = error as { readonly stdout?: string }
    if (stdout === undefined || stdout === '') throw error
    return stdout
  }
}

const filesIn = (output: string): readonly string[] =>
  [
    ...new Set(
      [...output.matchAll(/^([^\s(]+)\(\d+,\d+\): error /gm)].map(([, file = '']) => file),
    ),
  ].sort()
