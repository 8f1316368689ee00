import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { identifier, inert, paragraphs, visible } from '../../src/alert/neutral.ts'
import { probe } from '../probes/probe.ts'

describe('a value is shown', () => {
  test.each([
    'arn:aws:iam::111122223333:user/alice',
    'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_4c8e/maria.lindt@example.com',
    'arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig',
    'cloudtrail.amazonaws.com',
    'aws.config',
    '(no requestParameters.name)',
    'aws-cli/2.31.4 md/awscrt#0.28.2 os/linux#6.8.0-85-generic md/command#iam.attach-user-policy',
    'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
    '203.0.113.7',
    '2001:db8::7',
    '0.0.0.0/0',
    'db.t3.medium',
    'trail.json',
    'Überwachung 監視',
  ])('as it is: %s', (value) => expect(inert(value, 200)).toBe(value))

  test.each([
    ['a\nb', 'a\\nb'],
    ['a\r\tb', 'a\\u{d}\\u{9}b'],
    ['\u001b[31mred', '\\u{1b}[31mred'],
    ['user\u202egnp.exe', 'user\\u{202e}gnp[.]exe'],
    ['ad\u200bmin', 'ad\\u{200b}min'],
    ['a\ud800b', 'a\\u{d800}b'],
    ['\u{e0041}', '\\u{e0041}'],
    ['a\u00a0b', 'a b'],
    ['e\u0301\u0301\u0301\u0301\u0301', 'e\u0301\u0301\u0301'],
    ['https://evil.example/x', 'https[:]//evil[.]example/x'],
    ['www.evil.example', 'www[.]evil[.]example'],
    ['evil.example.', 'evil[.]example.'],
    ['*.evil.example', '*[.]evil[.]example'],
    ['a..evil.example', 'a[.][.]evil[.]example'],
    ['evil\u3002example', 'evil[\u3002]example'],
    ['xn--80ak6aa92e.xn--p1ai', 'xn--80ak6aa92e[.]xn--p1ai'],
    ['page.s3.amazonaws.com', 'page[.]s3[.]amazonaws[.]com'],
    ['s3.amazonaws.com/page/x', 's3[.]amazonaws[.]com/page/x'],
    ['javascript:alert(1)', 'javascript[:]alert(1)'],
    ['slack://channel', 'slack[:]//channel'],
    ['tel:+15550100', 'tel[:]+15550100'],
    ['<!channel>', '‹!channel›'],
    ['<http://e.example|login>', '‹http[:]//e[.]example¦login›'],
    ['[login](http://e.example)', '[login] (http[:]//e[.]example)'],
    ['`code`', '‵code‵'],
    ['&lt;b&gt;', '& lt;b& gt;'],
    ['@here and @CHANNEL', '[at]here and [at]CHANNEL'],
    ['=HYPERLINK("x")', '\'=HYPERLINK("x")'],
    ['+1', "'+1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2', "'-2"],
  ])('%j as %j', (value, seen) => expect(inert(value, 200)).toBe(seen))

  test('cut to a length, and not through a character', () => {
    expect(inert('x'.repeat(50), 10)).toBe('xxxxxxxxx…')
    expect(visible(`${'x'.repeat(8)}😀😀`, 10)).toBe('xxxxxxxx…')
  })
})

const noise = fc.string({ unit: 'binary', maxLength: 80 })
const links = fc
  .array(
    fc.constantFrom(
      'https://',
      'evil.example',
      '@here',
      '](',
      '<',
      '`',
      '.',
      '\n',
      'a',
      '/',
      '\u202e',
      '\ud800',
      '@',
      '=',
      ':',
    ),
    { maxLength: 20 },
  )
  .map((parts) => parts.join(''))
const anything = fc.oneof(noise, links)

describe('whatever it is', () => {
  test('what is shown is one line of characters that are seen, never longer than asked', () => {
    fc.assert(
      fc.property(anything, fc.integer({ min: 1, max: 200 }), (value, length) => {
        const seen = inert(value, length)
        expect(seen.length).toBeLessThanOrEqual(length)
        expect(seen).not.toMatch(/[\p{C}\p{Zl}\p{Zp}\u2800]|\p{Default_Ignorable_Code_Point}/u)
        expect(seen).not.toMatch(/[<>`|]|\]\(|:\/\/|@here/)
      }),
      probe('alert/neutral/shown', { short: 100, long: 20_000 }),
    )
  })

  test('what was shown is shown the same again', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const seen = inert(value, 2000)
        expect(inert(seen, 2000)).toBe(seen)
      }),
      probe('alert/neutral/shown-again', { short: 100, long: 20_000 }),
    )
  })

  test('an identifier is the value, or what is shown of it', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect([value, inert(value, 500)]).toContain(identifier(value, 500))
      }),
      probe('alert/neutral/identifiers', { short: 100, long: 20_000 }),
    )
  })
})

test('identifiers keep what programs compare', () => {
  expect(identifier('logs.example.com', 100)).toBe('logs.example.com')
  expect(identifier('arn:aws:s3:::logs.example.com/*', 100)).toBe('arn:aws:s3:::logs.example.com/*')
  expect(identifier('https://evil.example', 100)).toBe('https[:]//evil[.]example')
  expect(identifier('=cmd', 100)).toBe("'=cmd")
})

test('the text of a rule keeps its lines and links, and hides nothing', () => {
  expect(paragraphs('1. Look\r\n2. https://wiki.example/run\tbook\u202e\n', 200)).toBe(
    '1. Look\n2. https://wiki.example/run book\\u{202e}',
  )
})

test('long and repetitive values take no longer than they are', () => {
  for (const part of ['a.', 'a'.repeat(63), '..', 'https:', '@', '\u0301', '1.', 'x@', '://']) {
    expect(inert(part.repeat(200_000), 4096).length).toBeLessThanOrEqual(4096)
  }
})
