/**
 * The names of all known events. They come from the API catalogue (the operations of each service),
 * with corrections for the names that CloudTrail writes differently or not at all.
 */
import { type ApiCatalogue, sourceEnding } from '../../aws/api-catalogue.ts'
import { recordedBesideApi, recordedWithoutModel } from '../../aws/event-names.ts'
import { neverWritten } from '../../aws/event-names-dead.ts'
import { sourceWrittenInstead } from '../../aws/event-names-sources.ts'
import { versionedNames, withoutVersion } from '../../aws/event-names-versions.ts'

export interface KnownNames {
  /** Every event source that some record carries. */
  readonly sources: ReadonlySet<string>
  /** The names of events by source, of the sources whose names can be checked. */
  readonly names: ReadonlyMap<string, ReadonlySet<string>>
  /** The sources that record events of a name, those that most rules are about first. */
  sourcesOf(name: string): readonly string[]
  records(source: string, name: string): boolean
}

export function knownNames(catalogue: ApiCatalogue): KnownNames {
  const names = namesBySource(catalogue)
  const sourcesByName = new Map<string, string[]>()
  for (const [source, each] of [...names].sort(byFamiliarity)) {
    for (const name of each) {
      const others = sourcesByName.get(name)
      if (others === undefined) sourcesByName.set(name, [source])
      else others.push(source)
    }
  }
  const unchecked = [...recordedWithoutModel].map((service) => service + sourceEnding)
  const records = (source: string, name: string): boolean => {
    const all = names.get(source)
    if (all === undefined || all.has(name)) return all !== undefined
    const plain = withoutVersion(name)
    return plain !== undefined && (all.has(plain) || plainNames(source)?.has(plain) === true)
  }
  return {
    sources: new Set([...names.keys(), ...unchecked]),
    names,
    sourcesOf: (name) => {
      const exact = sourcesByName.get(name)
      if (exact !== undefined || withoutVersion(name) === undefined) return exact ?? []
      return [...names.keys()].filter((source) => records(source, name))
    },
    records,
  }
}

/** Where a name is one of several services, an author most likely means one of these. */
const familiar = (
  'iam s3 ec2 kms sts organizations cloudtrail lambda rds dynamodb secretsmanager ssm sns sqs ' +
  'config guardduty logs events eks ecs ecr redshift elasticache'
).split(' ')

const byFamiliarity = ([a]: [string, unknown], [b]: [string, unknown]): number =>
  rank(a) - rank(b) || (a < b ? -1 : 1)

const rank = (source: string): number => {
  const place = familiar.indexOf(serviceOf(source))
  return place === -1 ? familiar.length : place
}

const serviceOf = (source: string): string => source.slice(0, -sourceEnding.length)

const plainNames = (source: string): ReadonlyMap<string, string> | undefined =>
  versionedNames.get(serviceOf(source))

function namesBySource(catalogue: ApiCatalogue): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>()
  const add = (service: string, more: Iterable<string>) => {
    if (recordedWithoutModel.has(service)) return
    const all = names.get(service + sourceEnding) ?? new Set<string>()
    for (const name of more) all.add(name)
    names.set(service + sourceEnding, all)
  }
  for (const [source, operations] of catalogue) {
    const service = serviceOf(source)
    add(sourceWrittenInstead.get(service) ?? service, operations)
  }
  for (const [service, more] of Object.entries(recordedBesideApi)) add(service, more.split(' '))
  for (const [service, dead] of neverWritten) {
    for (const name of dead.keys()) names.get(service + sourceEnding)?.delete(name)
  }
  for (const [service, versioned] of versionedNames) {
    for (const plain of versioned.keys()) names.get(service + sourceEnding)?.delete(plain)
    add(service, versioned.values())
  }
  return names
}
