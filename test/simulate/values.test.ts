// biome-ignore-all lint/suspicious/noTemplateCurlyInString: scenarios name values so
import { expect, test } from 'vitest'
import { fill, plainJson, valueAt } from '../../src/simulate/values.ts'

const saved = new Map<string, never>(
  Object.entries({ policy: 'arn:aws:iam::1:policy/p', ids: ['a', 'b'] }) as never,
)

test('a name alone is the value itself, within a text its text', () => {
  expect(fill({ A: '${ids}', B: ['x-${policy}'] }, saved)).toEqual({
    A: ['a', 'b'],
    B: ['x-arn:aws:iam::1:policy/p'],
  })
})

test('a policy document written as a mapping becomes JSON, names in it replaced', () => {
  const Statement = [{ Resource: '${policy}' }]
  expect(fill({ PolicyDocument: { Statement }, Other: { Statement } }, saved)).toEqual({
    PolicyDocument: '{"Statement":[{"Resource":"arn:aws:iam::1:policy/p"}]}',
    Other: { Statement: [{ Resource: 'arn:aws:iam::1:policy/p' }] },
  })
})

test('a name that was not saved is told, with those that were', () => {
  expect(() => fill('${polcy}', saved)).toThrow(
    'the scenario uses the value `polcy` before a step saves it',
  )
})

test('documents are read whether they are URL-encoded or not, and streams left alone', () => {
  const document = '{"Version":"2012-10-17"}'
  expect(
    plainJson({
      PolicyDocument: encodeURIComponent(document),
      Policy: document,
      Body: { pipe: () => {} },
      Document: 'no JSON',
    }),
  ).toEqual({
    PolicyDocument: { Version: '2012-10-17' },
    Policy: { Version: '2012-10-17' },
    Document: 'no JSON',
  })
})

test('one value, several, none', () => {
  const answer = { Keys: [{ Status: 'Active' }, { Status: 'Inactive' }], One: { Id: 7 } }
  expect(valueAt(answer, '$.Keys[*].Status')).toEqual(['Active', 'Inactive'])
  expect(valueAt(answer, '$.One.Id')).toBe(7)
  expect(valueAt(answer, '$.None')).toBeUndefined()
})
