/** Rules with bytes and lines knocked out, doubled and swapped: whatever comes out, it is read or refused. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compile } from '../../src/compile.ts'
import { linesIn, render } from '../../src/diagnostics/render.ts'
import { probe } from '../probes/probe.ts'

const seeds = [
  `# yaml-language-server: $schema=../../schema/rule.schema.json
id: a
title: CloudTrail stopped recording
severity: critical
why: Whoever stops the trail does not want the next calls seen.
attack: [T1685.002]            # ATT&CK 19
match:
  eventSource: cloudtrail.amazonaws.com
  eventName: [StopLogging, { prefix: Delete }]
  errorCode: { exists: false }
  any:
    - is: [by-root, from-console]
    - not: { sourceIPAddress: { cidr: ["10.0.0.0/8", "\${lists.office}"] } }
unless:
  - userIdentity.arn: { wildcard: 'arn:aws:sts::*:assumed-role/break-glass/*' }
alert:
  title: '{$.userIdentity.arn} stopped trail {$.requestParameters.name}'
  fields: { Trail: $.requestParameters.name, Source IP: $.sourceIPAddress }
dedup: { by: [recipientAccountId, requestParameters.name], within: 1h }
notify: [oncall]
respond: [{ action: restart-trail, mode: observe }]
runbook: |
  Who was it, and from where?

  Start the trail again.
tests:
  - fires: someone stops the trail
    event: { eventName: StopLogging, recipientAccountId: '012345678901' }
    alert: { title: x, fields: { Trail: null }, count: 1, key: { recipientAccountId: '012345678901' } }
    responds: restart-trail
  - quiet: the call was denied
    event: cloudtrail/stop-logging.json
    with: { errorCode: AccessDenied }
`,
  `{"id": "a", "title": "t", "severity": "low", "why": "w", "on": {"source": "aws.ec2", "detail-type": ["A"]},
 "match": [{"x.\\"y.z\\"": {"gte": 5, "not": {"matches": "^a+$"}}}, {"all": [{"p": null}, {"q": [1, true]}]}],
 "threshold": {"count": 5, "within": "10m", "by": "x", "distinct": "y"},
 "tests": [{"fires": "f", "events": [{"event": {"a": {"b": []}}, "times": 5, "after": "1m"}], "alerts": 1},
  {"quiet": "q", "events": [{"event": {}, "with": {"x": 1}}]}]}`,
  `- rules: '*'
  match:
    userIdentity.arn: { same-as: requestParameters.arn }
  reason: "known \\u00e9"
  owner: ann
  expires: 2027-01-31
- { rules: [a], match: { is: succeeded }, reason: r, owner: o, expires: 2027-02-28 }
`,
]

/** Pieces that mean something to YAML, to the language or to JavaScript. */
const pieces = [
  ...[
    ':',
    ': ',
    '- ',
    '? ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '#',
    ' #',
    '&a ',
    '*a',
    '!t ',
    '|',
    '>',
    '"',
    "'",
    '\\',
    '%',
  ],
  ...[
    '\n',
    '\r\n',
    '\t',
    ' ',
    '  ',
    '---\n',
    '...\n',
    '\0',
    '\ufeff',
    '\u2028',
    '\ud800',
    '\u{1f600}',
    '\u202e',
  ],
  ...[
    'null',
    '~',
    'true',
    '012345678901',
    '0x1F',
    '.inf',
    '1e999',
    '-0',
    '$.',
    '{$.',
    '${lists.',
    '}',
    '..',
    '*',
  ],
  ...[
    '__proto__',
    'constructor',
    'not',
    'all',
    'any',
    'is',
    'exists',
    'match',
    'tests',
    '<<',
    '=',
    '`',
    '(?=',
  ],
]

type Change = {
  readonly kind: string
  readonly at: number
  readonly length: number
  readonly piece: string
}

const changes = fc.array(
  fc.record({
    kind: fc.constantFrom(
      'insert',
      'delete',
      'double',
      'swap',
      'swap lines',
      'double line',
      'delete line',
      'indent',
    ),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    length: fc.integer({ min: 1, max: 12 }),
    piece: fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 })),
  }),
  { minLength: 1, maxLength: 8 },
)

function changed(text: string, { kind, at, length, piece }: Change): string {
  const index = Math.floor(at * text.length)
  const [before, part, after] = [
    text.slice(0, index),
    text.slice(index, index + length),
    text.slice(index + length),
  ]
  const lines = text.split('\n')
  const line = Math.floor(at * lines.length)
  const taken = lines[line] ?? ''
  switch (kind) {
    case 'insert':
      return before + piece + part + after
    case 'delete':
      return before + after
    case 'double':
      return before + part + part + after
    case 'swap':
      return before + after.slice(0, length) + part + after.slice(length)
    case 'swap lines':
      return lines.with(line, lines[length] ?? '').join('\n') + taken
    case 'double line':
      return lines.toSpliced(line, 0, taken).join('\n')
    case 'delete line':
      return lines.toSpliced(line, 1).join('\n')
    default:
      return lines.with(line, ' '.repeat(length) + taken).join('\n')
  }
}

/** A list is one of exceptions, which the folder tells. */
const pathOf = (text: string): string =>
  text.startsWith('- rules') ? 'exceptions/a.yaml' : 'rules/a.yaml'

const plain = (text: string): string => text
const paint = { error: plain, warning: plain, note: plain, strong: plain, faint: plain }
const config = {
  path: 'tripline.yaml',
  text: 'lists: { office: [192.0.2.0/24] }\nchannels: { oncall: {} }\n',
}

test('a changed file is read or has an error, and every diagnostic can be shown', () => {
  fc.assert(
    fc.property(fc.constantFrom(...seeds), changes, (seed, all) => {
      const text = all.reduce(changed, seed)
      const { rules, exceptions, diagnostics } = compile({
        config,
        files: [{ path: pathOf(seed), text }],
      })
      const errors = diagnostics.filter(({ level }) => level === 'error')
      expect(rules.length + exceptions.length + errors.length).toBeGreaterThan(0)
      expect(rules.length > 0 && errors.length > 0).toBe(false)
      const lineOf = linesIn(text)
      for (const diagnostic of diagnostics) {
        const { start, end } = diagnostic.span
        expect(start.line > 0 && start.column > 0 && end.line >= start.line).toBe(true)
        expect(diagnostic.message).not.toMatch(/[\r\n]/)
        expect(render(diagnostic, (_, line) => lineOf(line), paint)).not.toMatch(
          /[\0\x1b\u202e\ud800](?![\udc00-\udfff])/,
        )
      }
    }),
    probe('rule/fuzz/changed-files', { short: 300, long: 20_000 }),
  )
})

test('the seeds are what they are meant to be', () => {
  for (const text of seeds) {
    const { diagnostics } = compile({ config, files: [{ path: pathOf(text), text }] })
    expect(diagnostics).toEqual([])
  }
})

test('any text at all is read or has an error', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), {
        maxLength: 40,
      }),
      (parts) => {
        const { rules, diagnostics } = compile({
          config: undefined,
          files: [{ path: 'a.yaml', text: parts.join('') }],
        })
        expect(rules).toEqual([])
        expect(diagnostics.length).toBeGreaterThan(0)
      },
    ),
    probe('rule/fuzz/any-text', { short: 500, long: 20_000 }),
  )
})
