/** `test --update`: writes what an alert says into the tests of its rule, for a person to review. */
import { readFileSync, realpathSync, renameSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import {
  changedFile,
  notEditable,
  unwritable,
} from '../../diagnostics/catalogue/cannot-answer/files.ts'
import { errorMessage } from '../../ir/error-text.ts'
import type { Project } from '../../project/project.ts'
import { withStatedTitle } from '../../rule/stated-title.ts'
import type { Result } from './run-rule-tests.ts'

export interface WrittenTitle {
  readonly rule: string
  readonly file: string
  readonly line: number
  readonly test: string
  readonly title: string
}

/**
 * Writes the title of its alert into the first firing test of a rule of which no test states one.
 * `results` are those of one rule, in order. Undefined where nothing is to be written.
 */
export function updateTitle(
  results: readonly Result[],
  { cwd, lineOf }: Project,
): WrittenTitle | undefined {
  if (results.some(({ test }) => test.expected.alert?.title !== undefined)) return undefined
  const index = results.findIndex(
    ({ test, result, run }) => test.fires && result === 'passed' && (run?.alerts.length ?? 0) > 0,
  )
  const { rule, file, test, run } = results[index] ?? {}
  const title = run?.alerts[0]?.alert.title
  if (rule === undefined || file === undefined || test === undefined || title === undefined)
    return undefined
  const path = realpathSync(resolve(cwd, file))
  const text = readFileSync(path, 'utf8')
  const stated = withStatedTitle(text, index, title)
  if (!isAsRead(text, (line) => lineOf(file, line))) throw changedFile(file)
  if (stated === undefined) throw notEditable(file)
  replaceFile(path, stated.text, file)
  return { rule: rule.id, file, line: stated.line, test: test.name, title }
}

/** Whether a file is as it was when its rule was read: an editor may be saving it just now. */
function isAsRead(text: string, lineAt: (line: number) => string | undefined): boolean {
  const lines = text.split(/\r?\n/)
  return [...lines, undefined].every((line, index) => line === lineAt(index + 1))
}

/** The file has its old text or its new text, and never a part of one. */
function replaceFile(path: string, text: string, shown: string): void {
  const draft = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(draft, text, { flag: 'wx' })
    renameSync(draft, path)
  } catch (problem) {
    throw unwritable(shown, errorMessage(problem))
  }
}
