// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is the language's own notation
/** `${lists.name}`: known, unknown, misspelt, misplaced, and of values that do not fit. */
import { describe, expect, test } from 'vitest'
import { operatorNames } from '../../src/operators/operators.ts'
import { helpOf, read, reportedFor, reportedForTest, ruleText } from './reported.ts'

const mark = (name: string) => `"\${lists.${name}}"`
const config = `lists:
  names: [alice, bob]
  networks: [10.0.0.0/8, '2001:db8::/32']
  ports: [22, 3389]
  flags: [true]
  mixed: [22, x]
  paths: [userIdentity.arn]
  patterns: ['a\\b']
  none: []
`

const text = (name: string, found: string) =>
  `wrong-operand: a value of \`\${lists.ports}\` is not allowed here: \`${name}\` needs ${found}`

describe('in every place of a test', () => {
  test.each(['', 'equals-ignore-case', 'prefix', 'suffix', 'contains', 'wildcard', 'matches'])(
    '%s',
    (operator) => {
      const written = operator === '' ? mark('names') : `{ ${operator}: ${mark('names')} }`
      expect(reportedForTest(written, config)).toEqual([])
      expect(reportedForTest(`[x, ${written}]`, config)).toEqual([])
      expect(reportedForTest(`{ not: ${written} }`, config)).toEqual([])
    },
  )

  test('stands for its values', () => {
    const { rules } = read(
      ruleText({ match: `{ eventName: [x, ${mark('names')}, ${mark('ports')}] }` }),
      { config },
    )
    expect(rules[0]?.rule.match).toMatchObject({
      fields: [
        {
          check: {
            op: 'any',
            of: ['x', 'alice', 'bob', 22, 3389].map((value) => ({ op: 'equals', value })),
          },
        },
      ],
    })
  })

  test('an empty list holds for nothing', () => {
    const { rules, diagnostics } = read(ruleText({ match: `{ eventName: ${mark('none')} }` }), {
      config,
    })
    expect(diagnostics).toEqual([])
    expect(rules[0]?.rule.match).toMatchObject({ fields: [{ check: { op: 'any', of: [] } }] })
  })
})

describe('values that do not fit are told where the list is used, once', () => {
  const takesText = operatorNames.filter((name) =>
    /prefix|suffix|contains|wildcard|ignore-case|matches/.test(name),
  )

  test.each(takesText)('%s', (name) => {
    expect(reportedForTest(`{ ${name}: ${mark('ports')} }`, config)).toEqual([
      text(name, 'text, not the number `22`'),
    ])
  })

  test.each([
    [
      'cidr',
      'names',
      'bad-network: a value of `${lists.names}` is not allowed here: `alice` is not a network',
    ],
    [
      'cidr',
      'ports',
      'wrong-operand: a value of `${lists.ports}` is not allowed here: `cidr` needs a network, not the number `22`',
    ],
    [
      'same-as',
      'flags',
      'wrong-operand: a value of `${lists.flags}` is not allowed here: `same-as` needs a path, not `true`',
    ],
    [
      'wildcard',
      'patterns',
      'bad-wildcard: a value of `${lists.patterns}` is not allowed here: `a\\b` has a backslash before a character that needs none',
    ],
    [
      'prefix',
      'mixed',
      'wrong-operand: a value of `${lists.mixed}` is not allowed here: `prefix` needs text, not the number `22`',
    ],
  ])('%s of %s', (operator, list, says) => {
    const match = `{ requestParameters.x: { ${operator}: ${mark(list)} } }`
    const { diagnostics } = read(ruleText({ match }), { config })
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([says])
    expect(diagnostics[0]?.span).toMatchObject({ file: 'rules/a.yaml', start: { line: 5 } })
    expect(diagnostics[0]?.help).toMatch(
      /^correct the value at tripline\.yaml:\d+:\d+, or use another list$/,
    )
  })

  test.each(['gt', 'gte', 'lt', 'lte', 'exists'])('%s takes no list at all', (name) => {
    expect(reportedForTest(`{ ${name}: ${mark('ports')} }`, config)).toEqual([
      expect.stringMatching(/^wrong-operand: .* not the text `\$\{lists\.ports\}`$/),
    ])
  })
})

describe('names', () => {
  test('that tripline.yaml does not have get a guess, or how to define one', () => {
    const helpFor = (name: string) =>
      helpOf(ruleText({ match: `{ eventName: ${mark(name)} }` }), { config })
    expect(reportedForTest(mark('netwroks'), config)).toEqual([
      'unknown-list: tripline.yaml has no list `netwroks`',
    ])
    expect(helpFor('netwroks')).toEqual(['did you mean `networks`?'])
    expect(helpFor('zzzz')).toEqual(['add it to tripline.yaml: `lists: { zzzz: [a, b] }`'])
    expect(helpFor('__proto__')).toEqual([
      'add it to tripline.yaml: `lists: { __proto__: [a, b] }`',
    ])
  })

  test('without a tripline.yaml say that there is none', () => {
    expect(reportedForTest(mark('names'))).toEqual([
      'unknown-list: there is no tripline.yaml that defines the list `names`',
    ])
  })

  test.each([
    '${ lists.names }',
    '${list.names}',
    '${lists:names}',
    '${Lists.names}',
    '${LIST names}',
  ])('%s is a slip for ${lists.names}', (written) => {
    expect(reportedForTest(`"${written}"`, config)).toEqual([
      `unknown-list: \`${written}\` does not name a list`,
    ])
    expect(helpOf(ruleText({ match: `{ eventName: "${written}" }` }), { config })).toEqual([
      'write `${lists.names}`',
    ])
  })

  test.each([
    'a ${lists.names}',
    '${lists.names}b',
    '${lists.names}${lists.ports}',
    '${lists}',
    '${lists.}',
    '${lists.names',
  ])('%s mixes', (written) =>
    expect(reportedForTest(`"${written}"`, config)).toEqual([
      `misplaced-list: \`${written}\` combines a list with other text`,
    ]),
  )

  test.each(['${aws:username}', '$${x}', '${x}', '${listing}', '{lists.names}'])(
    '%s is text',
    (written) => expect(reportedForTest(`"${written}"`, config)).toEqual([]),
  )
})

describe('a tripline.yaml with a mistake', () => {
  const unreadable = [
    'unknown-list: the list `names` cannot be read, because tripline.yaml has an error',
  ]
  const inRule = (broken: string) =>
    read(ruleText({ match: `{ eventName: ${mark('names')} }`, notify: '[oncall]' }), {
      config: broken,
    })

  test.each([
    'lists: [names',
    'lists: [names]',
    '- a',
    'lists: { names: x }',
    'lists: { names: [[a]] }',
    'lists: { names: }',
    'a: &b',
  ])('%s: the rule is not blamed for the list', (broken) => {
    const { diagnostics, rules } = inRule(`${broken}\n`)
    const reported = diagnostics.filter(({ code }) => code === 'unknown-list')
    expect(reported.map(({ code, message }) => `${code}: ${message}`)).toEqual(unreadable)
    expect(diagnostics.some(({ span }) => span.file === 'tripline.yaml')).toBe(true)
    expect(rules).toEqual([])
  })

  test('that is not in its lists and channels leaves them readable', () => {
    const { diagnostics } = inRule(
      'lists: { names: [a] }\nchannels: { oncall: {} }\npack: everything\n',
    )
    expect(diagnostics.map(({ code, span }) => `${span.file} ${code}`)).toEqual([
      'tripline.yaml unknown-value',
    ])
  })

  test('an account id without quotes in a list is told in tripline.yaml alone', () => {
    const match = `{ recipientAccountId: { prefix: ${mark('accounts')} } }`
    const { diagnostics } = read(ruleText({ match }), {
      config: 'lists: { accounts: [012345678901] }',
    })
    expect(diagnostics.map(({ code, span }) => `${span.file} ${code}`)).toEqual([
      'tripline.yaml unquoted-account-id',
    ])
  })
})

test('channels are known by tripline.yaml, where there is one', () => {
  const notify = { notify: '[oncal, security]' }
  expect(reportedFor(notify)).toEqual([])
  const channels = 'channels: { oncall: { topic: new }, security: {} }'
  expect(reportedFor(notify, { config: channels })).toEqual([
    'unknown-channel: tripline.yaml has no channel `oncal`',
  ])
  expect(helpOf(ruleText(notify), { config: channels })).toEqual(['did you mean `oncall`?'])
  expect(read(ruleText(notify), { config: channels }).rules).toEqual([])
  expect(helpOf(ruleText({ notify: '[x]' }), { config: 'pack: per-rule' })).toEqual([
    'add it to tripline.yaml: `channels: { x: {} }`',
  ])
})
