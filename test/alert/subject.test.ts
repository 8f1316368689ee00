import fc from 'fast-check'
import { expect, test } from 'vitest'
import { headline } from '../../src/alert/headline.ts'
import { keyText } from '../../src/alert/key.ts'
import { smsOf, subjectOf } from '../../src/alert/subject.ts'
import { probe } from '../probes/probe.ts'
import { rolledBack, stopLogging } from './documents.ts'

const titles = fc.string({ unit: 'binary', maxLength: 300 })

/** Characters of an SMS: those of GSM 03.38's extension count twice. */
const septets = (text: string): number => text.length + (text.match(/[[\]{}\\^~|]/g)?.length ?? 0)

test('a subject is what SNS takes: printable ASCII, under 100 characters, a letter first', () => {
  fc.assert(
    fc.property(titles, (title) => {
      const subject = subjectOf({ ...stopLogging(), title })
      expect(subject).toMatch(/^[A-Z][ -~]*$/)
      expect(subject.length).toBeLessThan(100)
    }),
    probe('alert/subject/subject', { short: 100, long: 20_000 }),
  )
})

test('an SMS is one, and says which alert it is', () => {
  fc.assert(
    fc.property(titles, (title) => {
      const sms = smsOf({ ...stopLogging(), title })
      expect(septets(sms)).toBeLessThanOrEqual(160)
      expect(sms).toMatch(/^[ -_a-~]+ \(trail-stopped, 5e1f0c2a\)$/)
    }),
    probe('alert/subject/sms', { short: 100, long: 20_000 }),
  )
})

test('letters lose their marks, and what has no letter is a question mark', () => {
  expect(subjectOf({ ...stopLogging(), title: 'Überwachung 監視 gelöscht', actor: null })).toBe(
    'CRITICAL: Uberwachung ?? geloscht in 111122223333 eu-west-1',
  )
})

test('names stand for ARNs, so that the end of the line is seen', () => {
  const title =
    'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Admin_4c8e/maria@example.com deleted arn:aws-cn:s3:::exports and arn:aws:lambda:eu-west-1:111122223333:function:pay'
  expect(headline({ ...stopLogging(), title, actor: null })).toBe(
    'CRITICAL: maria@example.com (AWSReservedSSO_Admin_4c8e) deleted exports and pay in 111122223333 eu-west-1',
  )
})

test.each([
  ['would-do', 'WOULD ACT'],
  ['waiting', 'NEEDS APPROVAL'],
  ['done', 'DONE'],
  ['changed-since', 'CHANGED SINCE'],
  ['refused', 'REFUSED'],
  ['expired', 'EXPIRED'],
  ['failed', 'FAILED'],
  ['undone', 'UNDONE'],
] as const)('a response that is %s says %s first', (state, words) => {
  const document = rolledBack()
  const response = document.response && { ...document.response, state }
  expect(headline({ ...document, response })).toMatch(new RegExp(`^HIGH: ${words}: build-bot made`))
})

test('a key stays itself where it is inert, and stays apart from others where it is not', () => {
  expect(keyText('trail-stopped/9a0b')).toBe('trail-stopped/9a0b')
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (key) => {
      expect(keyText(key).length).toBeLessThanOrEqual(255)
      expect(keyText(`${key}\n`)).not.toBe(keyText(key))
      expect(keyText(`${key}${'x'.repeat(300)}a`)).not.toBe(keyText(`${key}${'x'.repeat(300)}b`))
    }),
    probe('alert/subject/keys', { short: 100, long: 20_000 }),
  )
})
