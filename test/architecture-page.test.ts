/** ARCHITECTURE.md leads a reader through the code: every station is there, and no walk is long. */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const page = readFileSync('ARCHITECTURE.md', 'utf8')

const walks = page
  .slice(page.indexOf('## Four walks'), page.indexOf('## The predicate'))
  .split(/^### /m)
  .slice(1)
  .map((section) => ({
    title: section.slice(0, section.indexOf('\n')),
    stations: [...section.matchAll(/^\d+\. `([^`]+)` `([^`]+)`/gm)].map(
      ([, file = '', name = '']) => ({ file, name }),
    ),
  }))

test('there are four walks', () => {
  expect(walks.map(({ title }) => title)).toEqual([
    'From a rule file to an event pattern',
    'From an SQS record to an SNS message',
    'From an IAM event to a rollback',
    'From a file of history to an alert',
  ])
})

describe.each(walks)('$title', ({ stations }) => {
  test('has a few stations, ten at most', () => {
    expect(stations.length).toBeGreaterThan(5)
    expect(stations.length).toBeLessThanOrEqual(10)
  })

  test.each(stations)('$file exports $name', ({ file, name }) => {
    expect(existsSync(file)).toBe(true)
    expect(readFileSync(file, 'utf8')).toMatch(
      RegExp(`^export (?:async )?(?:function\\*?|const|class) ${name}\\b`, 'm'),
    )
  })
})

test('the table of folders names each folder that the code has', () => {
  const table = page.slice(page.indexOf('| folder |'))
  const architecture = readFileSync('test/architecture.test.ts', 'utf8')
  const layers = [...architecture.matchAll(/^ {2}'?([\w/.-]+)'?: (?:\[|pure\b)/gm)].map(
    ([, name = '']) => name,
  )
  const folders = layers.filter((each) => existsSync(each))
  expect(folders.length).toBeGreaterThan(25)
  for (const folder of folders) expect(table).toContain(`\`${folder}\``)
})

test('every path that the page names exists', () => {
  const paths = [...page.matchAll(/`((?:src|test|functions|infra|packages|docs)\/[\w./-]+)`/g)].map(
    ([, path = '']) => path,
  )
  expect(paths.length).toBeGreaterThan(40)
  expect(paths.filter((path) => !existsSync(path))).toEqual([])
})
