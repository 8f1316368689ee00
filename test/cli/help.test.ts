/** What `--help` prints, of the program and of every command: read the golden files as a user who is new. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { tripline, workspace } from './workspace.ts'

const { out: help } = await tripline(process.cwd(), ['--help'])

/** The commands that the program lists, in its order. */
const names = [...(help.split('\nCommands:\n')[1] ?? '').matchAll(/^ {2}([a-z][a-z-]*) /gm)]
  .map(([, name = '']) => name)
  .filter((name) => name !== 'help')

test('of the program', async () => {
  expect(names.length).toBeGreaterThan(10)
  await expect(help).toMatchFileSnapshot('../golden/cli/tripline.txt')
})

test.each(names)('of %s', async (name) => {
  const { code, out, err } = await tripline(workspace(), [name, '--help'])
  expect([code, err]).toEqual([0, ''])
  await expect(out).toMatchFileSnapshot(`../golden/cli/${name}.txt`)
})

test('one file a command, and no other file beside them', () => {
  const files = globSync('*', { cwd: 'src/cli/commands' })
  expect(files.toSorted()).toEqual(names.map((name) => `${name}.ts`).toSorted())
})

test('the README lists every command', () => {
  const readme = readFileSync('README.md', 'utf8')
  const [, listed = ''] = readme.split('\n## Commands\n')
  const rows = listed.split('\n## ')[0] ?? ''
  for (const name of names) expect(rows).toMatch(new RegExp(`\`${name}[ \`]`))
})
