/** `explain` never calls absent what is in the event: objects, other types, other elements, omitted parts. */
import { describe, expect, test } from 'vitest'
import { answerOf, record, rule, tripline, workspace } from './workspace.ts'

const event = record({
  eventID: 'e',
  errorCode: null,
  requestParameters: {
    name: 'x',
    size: 300,
    flag: 'true',
    tags: {},
    names: [],
    groups: {
      items: [
        { port: 22, cidr: '10.0.0.0/8' },
        { port: 80, cidr: '0.0.0.0/0' },
      ],
    },
  },
})

/** The line of `explain` about the last field of `match`. */
async function lineFor(match: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const folder = workspace({ 'rules/found.yaml': rule('found', { match, tests: [] }) })
  const { out } = await tripline(folder, [
    ...['explain', 'found', JSON.stringify({ ...event, ...more })],
  ])
  const lines = out.split('\n').filter((line) => line.includes(' — '))
  return lines.at(-1)?.replace(/^\s*/, '')
}

test.each<[string, unknown, string]>([
  ['nothing is there', { 'requestParameters.none': 'x' }, 'absent'],
  ['an object', { 'requestParameters.groups': 'x' }, 'is an object: a check needs a field in it'],
  [
    'an object, for any value',
    { 'requestParameters.groups': { exists: true } },
    'is an object: a check needs a field in it',
  ],
  [
    'objects of an array',
    { 'requestParameters.groups.items': 'x' },
    'is an object: a check needs a field in it',
  ],
  ['an empty object', { 'requestParameters.tags': 'x' }, 'is an empty object: it has no value'],
  ['an empty array', { 'requestParameters.names': 'x' }, 'is an empty array: it has no value'],
  [
    'a number for text',
    { 'requestParameters.size': { prefix: 'x' } },
    'found 300: it is a number, and the check needs another type',
  ],
  [
    'text for a number',
    { 'requestParameters.name': { gt: 100 } },
    'found `x`: it is text, and the check needs another type',
  ],
  [
    'null for text',
    { errorCode: { prefix: 'x' } },
    'found null: it is null, and the check needs another type',
  ],
  [
    'text for a boolean',
    { 'requestParameters.flag': true },
    'found `"true"`: right value, wrong type',
  ],
  [
    'a value of another element',
    {
      'requestParameters.groups.items.port': 22,
      'requestParameters.groups.items.cidr': '0.0.0.0/0',
    },
    'found `10.0.0.0/8`, `0.0.0.0/0`: in another element: no single element of the array has all of these values',
  ],
])('%s', async (_, match, expected) => {
  const line = await lineFor(match as Record<string, unknown>)
  expect(line?.slice(line.indexOf(' — ') + 3)).toBe(expected)
  expect(line).toMatch(/^✗/)
})

test('an object passes `exists: false`, and is still not called absent', async () => {
  const line = await lineFor({ 'requestParameters.tags': { exists: false } })
  expect(line).toBe('✓ requestParameters.tags is absent — is an empty object: it has no value')
})

describe('what CloudTrail left out', () => {
  const cut = { requestParameters: { omitted: true } }
  const files = {
    ...Object.fromEntries(
      ['high', 'low'].map((severity) => [
        `rules/${severity}.yaml`,
        rule(severity, { severity, match: { 'requestParameters.name': 'x' }, tests: [] }),
      ]),
    ),
    'rules/kept.yaml': rule('kept', {
      match: { eventName: 'StopLogging' },
      unless: [{ 'requestParameters.name': 'x' }],
      tests: [],
    }),
  }
  const explained = (id: string) =>
    tripline(workspace(files), ['explain', id, JSON.stringify({ ...event, ...cut })])

  test('cannot be decided', async () => {
    const line = await lineFor({ 'requestParameters.name': 'x' }, cut)
    expect(line).toBe(
      '? requestParameters.name is `x` — cannot be decided: CloudTrail left requestParameters out',
    )
  })

  test.each<[string, string, number]>([
    [
      'high',
      '✓ high fires for this event, but only as possible: nobody can read a part that the rule tests, and no response starts by itself',
      0,
    ],
    [
      'low',
      '✗ low does not fire: `match` cannot be decided, and only rules of severity high and critical fire then',
      1,
    ],
    [
      'kept',
      '✓ kept fires for this event, but only as possible: nobody can read a part that the rule tests, and no response starts by itself',
      0,
    ],
  ])('decides rule %s', async (id, expected, code) => {
    const answer = await explained(id)
    expect(answer.out.split('\n')[0]).toBe(expected)
    expect(answer.code).toBe(code)
  })

  test('is in the JSON', async () => {
    const answer = await answerOf(workspace(files), [
      'explain',
      'high',
      JSON.stringify({ ...event, ...cut }),
    ])
    expect(answer).toMatchObject({
      decidedBy: 'possible',
      fires: true,
      match: {
        ...{ holds: false, undecided: true },
        fields: [{ why: 'undecided', holds: false, undecided: true, found: [] }],
      },
    })
  })
})
