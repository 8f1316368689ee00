/** A rule of a team's own, as the README has everybody write one, must not break a test of ours. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { shippedFolders, shippedRules } from './support/shipped-rules.ts'

test('the README says how many rules ship, and about what', () => {
  const [, count, themes = ''] =
    /^(\d+) rules cover ([a-z, ]+): /m.exec(readFileSync('README.md', 'utf8')) ?? []
  expect(Number(count)).toBe(shippedRules.length)
  const listed = themes.split(/, | and /).map((theme) => `rules/${theme}`)
  expect(listed.toSorted()).toEqual(shippedFolders)
  for (const folder of shippedFolders)
    expect(shippedRules.some(({ path }) => path.startsWith(`${folder}/`))).toBe(true)
})

test('no test looks at the whole of `rules`', () => {
  const whole = /(?:globSync|cpSync|loadProject)\(\s*\[?\s*['"`]rules(?:['"`]|\/\*)/
  expect("cpSync('rules', folder)").toMatch(whole)
  expect("globSync(['rules/**/*.yaml'])").toMatch(whole)
  const looking = globSync('test/**/*.ts').filter(
    (file) => file !== 'test/shipped-rules.test.ts' && whole.test(readFileSync(file, 'utf8')),
  )
  expect(looking).toEqual([])
})
