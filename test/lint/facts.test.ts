/** What is known about names holds together: nothing is said that another fact takes back. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packCatalogue, sourceEnding, unpackCatalogue } from '../../src/aws/api-catalogue.ts'
import { dataEventTypes } from '../../src/aws/data-events.ts'
import { recordedBesideApi, recordedWithoutModel } from '../../src/aws/event-names.ts'
import { neverWritten } from '../../src/aws/event-names-dead.ts'
import { serviceOfEndpoint, sourceWrittenInstead } from '../../src/aws/event-names-sources.ts'
import { versionedNames, withoutVersion } from '../../src/aws/event-names-versions.ts'
import { answersNothing, isHeldBack } from '../../src/aws/read-only.ts'
import { secrets } from '../../src/aws/record-values.ts'
import { knownNames } from '../../src/lint/names/known-names.ts'
import { probe } from '../probes/probe.ts'
import { catalogue } from './findings.ts'

const known = knownNames(catalogue)
const source = (service: string) => service + sourceEnding

describe('the catalogue', () => {
  test('packing loses nothing', () => {
    const name = fc
      .tuple(fc.constantFrom('Get', 'List', 'S', 'Put2'), fc.constantFrom('', 'A', 'B2b', 'Lists'))
      .map((parts) => parts.join(''))
    const names = fc.uniqueArray(name, { minLength: 1, maxLength: 8 })
    const sources = fc.constantFrom('a', 'b-c').map(source)
    fc.assert(
      fc.property(fc.dictionary(sources, names, { noNullPrototype: true }), (operations) => {
        const back = unpackCatalogue(JSON.parse(JSON.stringify(packCatalogue(operations))))
        const sorted = (all: Iterable<string>) => [...all].sort()
        expect([...back].map(([each, all]) => [each, sorted(all)])).toEqual(
          sorted(Object.keys(operations)).map((each) => [each, sorted(operations[each] ?? [])]),
        )
      }),
      probe('lint/facts/packing', { short: 100, long: 20_000 }),
    )
  })

  test('is the whole of it', () => {
    expect(catalogue.size).toBe(398)
    expect([...catalogue.values()].reduce((sum, names) => sum + names.size, 0)).toBe(19_318)
  })
})

describe('names', () => {
  test('what to look for instead is recorded', () => {
    const instead = [...neverWritten.values()].flatMap((names) => [...names.values()].flat())
    expect(instead.length).toBeGreaterThan(50)
    expect(instead.filter((name) => known.sourcesOf(name).length === 0)).toEqual([])
  })

  test('what is never written is not recorded', () => {
    const dead = [...neverWritten].flatMap(([service, names]) =>
      [...names.keys()].map((name) => [source(service), name] as const),
    )
    const plain = [...versionedNames].flatMap(([service, names]) =>
      [...names.keys()].map((name) => [source(service), name] as const),
    )
    expect([...dead, ...plain].filter(([each, name]) => known.records(each, name))).toEqual([])
  })

  test('a name with a version is an operation with a version', () => {
    for (const [service, names] of versionedNames) {
      for (const [plain, name] of names) {
        expect(catalogue.get(source(service))).toContain(plain)
        expect(withoutVersion(name)).toBe(plain)
        expect(known.records(source(service), name)).toBe(true)
      }
    }
  })

  test('older and newer versions are taken as well', () => {
    expect(known.records('lambda.amazonaws.com', 'UpdateFunctionCode20150331')).toBe(true)
    expect(known.records('cloudfront.amazonaws.com', 'CreateFunction2020_05_31')).toBe(true)
    expect(known.records('ec2.amazonaws.com', 'Nonsense20150331')).toBe(false)
  })

  test('what the catalogue has need not be said again', () => {
    const twice = Object.entries(recordedBesideApi).flatMap(([service, names]) =>
      names.split(' ').filter((name) => catalogue.get(source(service))?.has(name)),
    )
    expect(twice).toEqual([])
  })
})

describe('event sources', () => {
  test('other names of services are none of their own', () => {
    for (const [name, service] of sourceWrittenInstead) {
      expect(known.sources).not.toContain(source(name))
      expect(known.sources).toContain(source(service))
    }
  })

  test('endpoints and their services are both known', () => {
    for (const names of serviceOfEndpoint) {
      for (const name of names) expect(known.sources).toContain(source(name))
    }
  })

  test('sources without a model are in no catalogue with all of their names', () => {
    const withModel = [...recordedWithoutModel].filter((name) => catalogue.has(source(name)))
    expect(withModel).toEqual(['s3-outposts'])
  })
})

describe('records', () => {
  test('data events are recorded', () => {
    for (const [each, names] of dataEventTypes) {
      expect(known.sources).toContain(each)
      const strange = [...names.keys()].filter(
        (name) => known.names.has(each) && !known.records(each, name),
      )
      expect(strange).toEqual([])
    }
  })

  test('secrets are those of calls that are recorded', () => {
    for (const key of Object.keys(secrets)) {
      const [each = '', name] = key.split(':')
      expect(known.sources).toContain(each)
      if (name !== undefined) expect(known.records(each, name)).toBe(true)
    }
  })

  test('credentials handed out are changes', () => {
    expect(['GetFederationToken', 'GetSessionToken'].map(isHeldBack)).toEqual([false, false])
    expect(['GetCallerIdentity', 'ListUsers', 'DescribeKey'].map(isHeldBack)).not.toContain(false)
    expect(['AssumeRole', 'BatchGetSecretValue'].map(isHeldBack)).toEqual([false, false])
    expect(answersNothing('sts.amazonaws.com', 'GetCallerIdentity')).toBe(false)
    expect(answersNothing('iam.amazonaws.com', 'GetUser')).toBe(true)
  })
})
