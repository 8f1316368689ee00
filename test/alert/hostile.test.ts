/**
 * Values that whoever attacks an account may put into names, tags and user agents, in every place an
 * event has for them, in every format. What is checked is what leaves: the subject, the message and
 * the SMS, byte for byte, and what a program finds in it.
 */
import { describe, expect, test } from 'vitest'
import type { AlertDocument } from '../../src/alert/document.ts'
import { formats, render } from '../../src/alert/formats.ts'
import { maxMessageBytes, snsMessage } from '../../src/alert/rendered.ts'
import { inEnvelope } from '../../src/aws/envelope.ts'
import type { Json, JsonObject } from '../../src/ir/json.ts'
import { type AlertFormat, alertFormats } from '../../src/ir/names.ts'
import { decided, rolledBack, rule } from './documents.ts'
import { jsonFormats, validatorOf } from './validator.ts'

/** Its only host is one that nothing else in an alert names. */
const hostile: Readonly<Record<string, string>> = {
  'a line break': 'alice\nSeverity: info\nWho: nobody',
  'a carriage return': 'alice\rINFO: all is well',
  'a Windows line break': 'alice\r\nSubject: other',
  'a line separator': 'alice\u2028Who: nobody\u2029and more',
  'a next line': 'alice\u0085Who: nobody',
  'a null': 'ali\u0000ce',
  'a backspace': 'alice\b\b\b\b\bbobby',
  'terminal escapes': '\u001b[2J\u001b]0;owned\u0007',
  'a C1 escape': '\u009b31mred',
  'right-to-left': 'user\u202egnp.evil\u202c',
  'an isolate': '\u2067eciла\u2069',
  'an Arabic mark': 'a\u061cb',
  'zero-width': 'ad\u200bm\u200di\ufeffn',
  'a soft hyphen': 'ad\u00admin',
  'tag characters': 'admin\u{e0041}\u{e007f}',
  'a Hangul filler': 'admin\u3164',
  'variation selectors': 'a\ufe0f\u{e0100}b',
  'marks on marks': `z${'\u0335\u0489'.repeat(40)}`,
  'half a character': 'a\ud83d',
  'the other half': '\udc00a',
  'no character': 'a\uffff\ufdd0',
  'a Slack mention of all': '<!channel> look',
  'a Slack mention of here': '<!here|look>',
  'a Slack user': '<@U012AB3CD> look',
  'a Slack link': '<https://evil.example/x|AWS console>',
  'a mention': '@here @channel @everyone',
  'a markdown link': '[AWS console](https://evil.example/x)',
  'a markdown image': '![x](https://evil.example/x.png)',
  'a code span': '`` ` ``` done ``` ',
  'bold, struck and a heading': '*bold* ~gone~ # Heading',
  'an emoji name': ':white_check_mark: resolved',
  'a Teams mention': '<at>everyone</at>',
  'a link': 'see https://evil.example/login?x=1',
  'a link in capitals': 'HTTPS://EVIL.EXAMPLE/LOGIN',
  'a bare domain': 'evil.example',
  'a path on a domain': 'www.evil.example/aws',
  'a wildcard domain': '*.evil.example',
  'ideographic stops': 'evil\u3002example',
  'another scheme': 'slack://evil.example javascript:alert(1) data:text/html,x',
  'a phone number as a link': 'tel:+15550100',
  'a script': '<script>alert(1)</script>',
  'an image tag': '"><img src=x onerror=alert(1)>',
  entities: '&lt;img src=x&gt; &#60;b&#62;',
  'a formula': '=HYPERLINK("https://evil.example","x")',
  'a DDE formula': "@SUM(1+1)*cmd|' /C calc'!A0",
  'a plus formula': '+cmd|calc',
  'the end of an SQL text': "x' OR 1=1; DROP TABLE cloudtrail_logs; --",
  'the end of a JSON text': '","severity":"info","x":"',
  'a backslash': '\\u003cscript\\u003e \\n',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it must stay as it is
  'a template': '{$.userIdentity.arn} ${process.env} {{7*7}}',
  '100 KB': 'A'.repeat(100_000),
  '100 KB of what escapes to more': '\u202e<'.repeat(33_000),
  'nothing but spaces': '   \t   ',
}

/** The value wherever an event has a text of somebody's choice. */
function recordOf(value: string): JsonObject {
  const odd: Json = { name: value, groupId: value, roleName: value, tags: [{ key: value, value }] }
  return {
    eventVersion: '1.11',
    eventTime: '2026-05-14T23:25:09Z',
    eventID: value,
    eventSource: value,
    eventName: value,
    eventType: 'AwsApiCall',
    awsRegion: value,
    recipientAccountId: value,
    sourceIPAddress: value,
    userAgent: value,
    errorCode: value,
    errorMessage: value,
    userIdentity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::111122223333:assumed-role/${value}/${value}`,
      accountId: value,
      accessKeyId: value,
      userName: value,
      sessionContext: { sessionIssuer: { arn: value, userName: value } },
    },
    requestParameters: odd,
    resources: [{ ARN: value, type: value, accountId: value }],
  }
}

const templated = {
  ...rule,
  runbook: undefined,
  alert: {
    title: '{$.requestParameters.name} was named',
    fields: [
      { label: 'Name', path: '$.requestParameters.name' },
      { label: 'Tags', path: '$.requestParameters.tags[*].value' },
    ],
  },
}

/** Also where responders and lookups put texts. */
function alertOf(value: string): AlertDocument {
  const event = inEnvelope(recordOf(value))
  const document = decided(event, {
    rule: templated,
    notes: [value],
    dedupKey: value.slice(0, 255),
  })
  const { response } = rolledBack()
  return {
    ...document,
    links: [...document.links, { label: value, url: `https://evil.example/${value}\n` }],
    response: response && {
      ...response,
      summary: value,
      steps: [{ call: value, done: true }],
      remains: [value],
      command: value,
    },
  }
}

const unseen = /[\p{C}\p{Zl}\p{Zp}]|\p{Default_Ignorable_Code_Point}/u
const isForPrograms = (format: AlertFormat) => {
  const made = formats[format]
  return 'value' in made && made.readers === 'programs'
}

/** Every text in JSON, labels too. */
function* textsIn(json: Json): Generator<string> {
  if (typeof json === 'string') yield json
  else if (typeof json === 'object' && json !== null) {
    for (const [key, value] of Object.entries(json)) {
      yield key
      yield* textsIn(value)
    }
  }
}

const validators = new Map(jsonFormats.map((format) => [format, validatorOf(format)]))

const cases = Object.entries(hostile).flatMap(([name, value]) =>
  alertFormats.map((format): [string, AlertFormat, string] => [name, format, value]),
)

test('there are enough of them', () =>
  expect(Object.keys(hostile).length).toBeGreaterThanOrEqual(30))

describe.each(cases)('%s, as %s', (name, format, value) => {
  const { subject, message, sms } = render(alertOf(value), format)

  test('what leaves is inert to look at', () => {
    const seen = [subject, sms, message].filter((text) => text !== null).join('\n')
    expect(seen.replaceAll('\n', '')).not.toMatch(unseen)
    expect(seen).not.toMatch(/evil\.example|javascript:|tel:\+|data:text/i)
    expect(seen).not.toMatch(/<[!@#a-z/]|\]\(|@(?:here|channel|everyone)|\|AWS/i)
    expect(seen).not.toMatch(/undefined|\[object/)
  })

  test('it fits, with the escapes of MessageStructure', () => {
    expect(Buffer.byteLength(message)).toBeLessThanOrEqual(maxMessageBytes)
    expect(Buffer.byteLength(snsMessage({ subject, message, sms }).Message)).toBeLessThan(262_144)
    expect(message.isWellFormed()).toBe(true)
  })

  const validate = validators.get(format)
  if (validate === undefined) {
    test('it adds no line', () => {
      const plain = render(alertOf(name === 'nothing but spaces' ? value : 'plain'), format).message
      const lines = (text: string) =>
        text.split('\n').filter((line) => !line.startsWith('https://'))
      // Links to pages of what is not a name are left out, with the label before them.
      expect(lines(message).length).toBeLessThanOrEqual(lines(plain).length + 4)
      expect(lines(message).filter((line) => /^(?:Severity|Subject|Who): /.test(line)).length).toBe(
        1,
      )
    })

    test('SNS takes the subject, a phone the SMS', () => {
      expect(subject).toMatch(/^[A-Z][ -~]{0,98}$/)
      expect(sms).toMatch(/^[ -~]{1,160}$/)
    })
    return
  }

  test('a program finds in it what was meant', () => {
    const parsed: Json = JSON.parse(message)
    expect(validate(parsed) ? [] : validate.errors).toEqual([])
    if (format === 'json') {
      // Nothing is lost: a reader of JSON gets the value itself, or as much of it as fits.
      const { title } = parsed as { title: string }
      const whole = alertOf(value).title
      expect(
        whole.isWellFormed() ? [whole, whole.slice(0, title.length - 1).concat('…')] : [whole],
      ).toContain(title)
      return
    }
    for (const text of textsIn(parsed)) {
      expect(text.replaceAll('\n', '')).not.toMatch(unseen)
      expect(text).not.toMatch(/<[!@#a-z/]|\]\(|@(?:here|channel|everyone)\b/i)
      if (!text.startsWith('https://') && !text.includes(': https://'))
        expect(text).not.toMatch(/:\/\//)
      if (!isForPrograms(format)) expect(text).not.toMatch(/evil\.example/i)
    }
  })
})

describe('an event of an odd shape', () => {
  const odd: readonly Json[] = [
    null,
    5,
    true,
    '',
    [],
    {},
    [[]],
    [{}],
    { a: { b: null } },
    [null, 1, 'x'],
  ]
  const keys = Object.keys(recordOf('x'))

  test.each(alertFormats)('is an alert all the same, as %s', (format) => {
    for (const value of odd) {
      for (const key of keys) {
        const event = inEnvelope({ ...recordOf('x'), [key]: value } as never)
        const { message } = render(decided(event, { rule: templated }), format)
        expect(message).not.toMatch(/undefined|\[object|NaN/)
      }
    }
  })

  test('nested deeper than the stack', () => {
    let deep: Json = { name: 'x' }
    for (let level = 0; level < 60_000; level++) deep = { a: deep }
    const fields = [{ label: 'Name', path: '$..name' }]
    const event = { record: { ...recordOf('x'), requestParameters: deep }, envelope: {} }
    const document = decided(event, { rule: { ...rule, alert: { title: undefined, fields } } })
    for (const format of alertFormats)
      expect(render(document, format).message).toContain('trail-stopped')
  })

  test('with names that objects have of their own', () => {
    const fields = ['__proto__', 'constructor', 'toString'].map((label) => ({
      label,
      path: '$.eventName',
    }))
    const document = decided(inEnvelope(recordOf('x')), {
      rule: { ...rule, alert: { title: undefined, fields } },
    })
    expect(Object.keys(document.fields)).toEqual(['__proto__', 'constructor', 'toString'])
    for (const format of alertFormats)
      expect(render(document, format).message).toContain('__proto__')
  })
})
