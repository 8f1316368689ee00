/** Every sentence of the catalogue as a user reads it. Review these files as prose: the caret, the sentence, the way out. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Code, codes } from '../../src/diagnostics/codes.ts'
import { render, unpainted } from '../../src/diagnostics/render.ts'
import { backends } from '../../src/ir/names.ts'
import { answerOf, tripline, workspace } from '../cli/workspace.ts'
import { casesOf } from './cases.ts'
import { unanswered } from './commands.ts'
import { compiledCases } from './compiled.ts'
import { phrases } from './phrases.ts'
import { type Case, path, type Run, whole } from './project.ts'
import { catalogueSentences } from './sentences.ts'

const folder = '../golden/diagnostics'

/** One sentence, lower-case first letter or a name, no final full stop. */
function expectHouseStyle(message: string): void {
  expect(message).toMatch(/^(?:[a-z`0-9]|[A-Z]+\b|ATT&CK|CloudTrail|EventBridge|Insights|Tripline)/)
  expect(message).not.toMatch(/[.!?…]$|\s{2}|\.\s+[A-Z]/)
  expect(message).not.toMatch(/\b(\w+) \1\b/)
}

function expectHouseHelp(help: string): void {
  expect(help).toMatch(/^(?:[a-z`0-9]|[A-Z]+\b|ATT&CK|CloudTrail|EventBridge|RE2|Tripline)/)
  expect(help).not.toMatch(/[.!]$/)
}

async function answerTo({ files, args }: Run): Promise<string> {
  const { out, err } = await tripline(workspace(files), args)
  return `$ tripline ${args.join(' ')}\n${out}${err}`
}

const lineOf = (file: string, line: number) =>
  file === path ? whole.split('\n')[line - 1] : undefined

const textOf = async (each: Case): Promise<string> =>
  'made' in each
    ? each.made.map((diagnostic) => `${render(diagnostic, lineOf, unpainted)}\n`).join('\n')
    : answerTo(each)

describe('diagnostics', () => {
  test.each(Object.keys(codes) as Code[])('%s', async (code) => {
    const texts: string[] = []
    for (const each of casesOf(code)) texts.push(await textOf(each))
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) {
      expect(text).toContain(`[${code}]: `)
      for (const [, message = ''] of text.matchAll(/(?:error|warning|note)\[[\w-]+\]: (.*)/g))
        expectHouseStyle(message)
      for (const [, help = ''] of text.matchAll(/^ *(?:\|[ \u3000]*\^+|=) (.+)$/gm))
        expectHouseHelp(help)
    }
    await expect(texts.join('\n')).toMatchFileSnapshot(`${folder}/${code}.txt`)
  })
})

describe('what commands cannot answer', () => {
  test.each(Object.entries(unanswered))('%s', async (name, { files, commands, made = [] }) => {
    const texts: string[] = []
    for (const args of commands) {
      const root = workspace(files)
      const { code, out, err } = await tripline(root, args)
      expect([args, code, out]).toEqual([args, 2, ''])
      expect(err).toContain('tripline: ')
      texts.push(`$ tripline ${args.join(' ')}\n${err.replaceAll(root, '.')}`)
    }
    for (const { message, help } of made) {
      expectHouseStyle(message.split('\n')[0]?.replace(/:$/, '') ?? '')
      if (help !== undefined) expectHouseHelp(help)
      texts.push(`tripline: ${message}\n${help === undefined ? '' : `  ${help}\n`}`)
    }
    await expect(texts.join('\n')).toMatchFileSnapshot(`${folder}/cannot-answer/${name}.txt`)
  })
})

describe('what backends cannot express', () => {
  test.each(backends)('%s', async (name) => {
    const { key, rules, others } = compiledCases[name]
    const texts: string[] = []
    for (const { files } of rules) {
      const answer = await answerOf(workspace(files), ['explain', 'trail-stopped', '--compiled'])
      const { kind, why, instead, residual } = answer[key]
      if (kind === 'exact') throw new Error(`nothing is left out: ${files[path]}`)
      const sentences: string[] = kind === 'refused' ? [`${why}: ${instead}`] : residual
      const rule = String(files[path])
        .replace(/^[\s\S]*?why: .*\n\n?/, '')
        .replace(/\n\ntests:[\s\S]*$/, '')
      texts.push(`${rule}\n${sentences.map((each) => `  ${kind}: ${each}\n`).join('')}`)
    }
    const more = others.map((each) => `${each}\n`).join('')
    await expect([...texts, more].join('\n')).toMatchFileSnapshot(`${folder}/backends/${name}.txt`)
  })
})

test.each(Object.entries(phrases))('phrases of %s', async (name, texts) => {
  await expect(texts.map((each) => `${each}\n`).join('')).toMatchFileSnapshot(
    `${folder}/phrases/${name}.txt`,
  )
})

test('no sentence of the catalogue is without a golden', () => {
  const goldens = globSync('test/golden/diagnostics/**/*.txt')
  const shown = goldens.map((file) => readFileSync(file, 'utf8')).join('\n')
  const sentences = catalogueSentences()
  expect(sentences.length).toBeGreaterThan(500)
  expect(sentences.filter(({ text }) => text.startsWith('no event can match'))).not.toEqual([])
  expect(
    sentences.filter((each) => !each.shown.test(shown)).map(({ file, text }) => `${file}: ${text}`),
  ).toEqual([])
})

test('codes are kebab-case, and say in general what they are about', () => {
  for (const [code, summary] of Object.entries(codes)) {
    expect(code).toMatch(/^[a-z]+(?:-[a-z]+)*$/)
    expect(summary).toMatch(/^[A-Z`].*[^.]$/)
  }
})
