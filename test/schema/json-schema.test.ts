import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { jsonSchemas } from '../../src/rule/schema/json-schema.ts'
import { shippedRules } from '../support/shipped-rules.ts'

const schemas = jsonSchemas()

test.for(Object.entries(schemas))('schema/%s is fresh', ([name, schema]) => {
  const committed = JSON.parse(readFileSync(`schema/${name}`, 'utf8'))
  expect(committed, 'run `npm run generate`').toEqual(JSON.parse(JSON.stringify(schema)))
})

const validator = (name: string) =>
  new Ajv({
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    validateFormats: false,
  }).compile(schemas[name] ?? {})

describe('rule.schema.json', () => {
  const validate = validator('rule.schema.json')

  test('there are shipped rules', () => expect(shippedRules.length).toBeGreaterThanOrEqual(25))

  test.for(shippedRules)('takes the shipped rule $path', ({ path, text }) => {
    validate(parse(text))
    expect(validate.errors ?? []).toEqual([])
    const up = '../'.repeat(path.split('/').length - 1)
    expect(text.split('\n')[0]).toBe(`# yaml-language-server: $schema=${up}schema/rule.schema.json`)
  })

  const base = { id: 'a', title: 'A', severity: 'low', why: 'Because.' }
  test.for([
    [{ ...base, match: { eventName: { prefx: 'Stop' } } }, 'a misspelt operator'],
    [{ ...base, match: { eventName: { gt: 'five' } } }, 'a number as text'],
    [{ ...base, match: { is: 'by-roots' } }, 'a misspelt condition'],
    [{ ...base, match: {} }, 'an empty block'],
    [{ ...base, match: { eventName: [] } }, 'an empty list'],
    [base, 'a rule without match'],
    [{ ...base, match: { eventName: 'X' }, colour: 'red' }, 'an unknown key'],
    [
      { ...base, match: { eventName: 'X' }, dedup: { by: 'eventName', within: '1 hour' } },
      'a bad duration',
    ],
  ] as const)('refuses %$: $1', ([rule]) => {
    expect(validate(rule)).toBe(false)
  })

  test('takes every form of a test', () => {
    const match = {
      eventName: ['A', { prefix: ['B', 'C'] }],
      'tags."a.b"': null,
      'requestParameters.port': { gte: 1, lt: 9 },
      is: ['failed', 'by-root'],
      any: [{ errorCode: { exists: true } }, { not: { errorCode: 'X' } }],
      'userIdentity.arn': { not: { same_as: undefined, 'same-as': 'a.b' } },
    }
    validate({ ...base, match: JSON.parse(JSON.stringify(match)) })
    expect(validate.errors ?? []).toEqual([])
  })
})

test('exceptions.schema.json takes one or a list, and wants a reason, an owner and an expiry', () => {
  const validate = validator('exceptions.schema.json')
  const one = {
    rules: '*',
    match: { eventName: 'X' },
    reason: 'r',
    owner: 'o',
    expires: '2027-01-31',
  }
  expect(validate(one)).toBe(true)
  expect(validate([one, { ...one, rules: ['a-b'] }])).toBe(true)
  for (const key of Object.keys(one)) expect(validate({ ...one, [key]: undefined })).toBe(false)
})

test('tripline.schema.json takes a whole configuration', () => {
  const validate = validator('tripline.schema.json')
  validate({
    home: 'eu-west-1',
    accounts: { production: { account: '111122223333', regions: ['eu-west-1', 'us-east-1'] } },
    channels: {
      oncall: { topic: 'new', subscribe: ['+4915112345678'], format: 'ocsf', severity: 'high' },
      chat: { subscribe: 'elsewhere' },
    },
    trail: { logGroup: 'cloudtrail' },
    health: { subscribe: ['security@example.com'] },
    heartbeat: { every: '15m' },
    hub: { account: '111122223333', region: 'eu-west-1', organization: 'o-a1b2c3d4e5' },
    lists: { 'office-networks': ['192.0.2.0/24'] },
    responders: { maxActionsPerHour: 5, breakGlass: ['arn:aws:iam::*:role/break-glass'] },
    pack: 'by-source',
  })
  expect(validate.errors ?? []).toEqual([])
  expect(validate({ chanels: {} })).toBe(false)
})
