/** Each diagnostic as a user reads it. Review these files as prose: the caret, the sentence, the way out. */
import { expect, test } from 'vitest'
import { unproven } from '../../src/diagnostics/catalogue/results.ts'
import { type Code, codes } from '../../src/diagnostics/codes.ts'
import { linesIn, render } from '../../src/diagnostics/render.ts'
import { tripline, workspace } from '../cli/workspace.ts'
import { cases, path } from './cases.ts'

const plain = (text: string): string => text
const paint = { error: plain, warning: plain, note: plain, strong: plain, faint: plain }

/** A finding that needs a bug to be found. */
function unprovenText(): string {
  const start = { line: 1, column: 5 }
  const span = { file: path, start, end: { line: 1, column: 18 } }
  const printed = 'the rule fires for an event that its event pattern does not match'
  const lineOf = linesIn(String(cases.unproven.files[path]))
  return `${render(unproven(printed, span), (_, line) => lineOf(line), paint)}\n`
}

async function shown(code: Code): Promise<string> {
  if (code === 'unproven') return unprovenText()
  const { files, args } = cases[code]
  const { out } = await tripline(workspace(files), args)
  return `$ tripline ${args.join(' ')}\n${out}`
}

const all = Object.keys(codes) as Code[]

test('every code has a case, and no case is for a code that is gone', () => {
  expect(Object.keys(cases).sort()).toEqual([...all].sort())
})

test.each(all)('%s', async (code) => {
  const text = await shown(code)
  expect(text).toContain(`[${code}]: `)
  for (const [, message = ''] of text.matchAll(/(?:error|warning|note)\[[\w-]+\]: (.*)/g))
    expectHouseStyle(message)
  for (const [, help = ''] of text.matchAll(/^ *(?:\|[ \u3000]*\^+|=) (.+)$/gm))
    expectHouseHelp(help)
  await expect(text).toMatchFileSnapshot(`../golden/diagnostics/${code}.txt`)
})

/** One sentence, lower-case first letter or a backtick, no final full stop. */
function expectHouseStyle(message: string): void {
  expect(message).toMatch(/^(?:[a-z`0-9]|ATT&CK|CloudTrail|EventBridge|Insights)/)
  expect(message).not.toMatch(/[.!?…]$|\s{2}|\.\s+[A-Z]/)
  expect(message).not.toMatch(/\b(\w+) \1\b/)
}

function expectHouseHelp(help: string): void {
  expect(help).toMatch(/^(?:[a-z`0-9]|ATT&CK|AWS|CloudTrail|EventBridge|RE2)/)
  expect(help).not.toMatch(/[.!]$/)
}

test('codes are kebab-case, and say in general what they are about', () => {
  for (const [code, summary] of Object.entries(codes)) {
    expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
    expect(summary).toMatch(/^[A-Z`].*[^.]$/)
  }
})
