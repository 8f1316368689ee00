/**
 * The operations of AWS's public APIs, by the event source CloudTrail would write for them. The
 * names are those of botocore; where CloudTrail writes others, `event-names*.ts` beside this file
 * says so.
 *
 * `api-catalogue.json` is large, and only linting needs it. Nothing here loads it: the caller of
 * the lints passes it.
 */

/** Event sources (`ec2.amazonaws.com`) and the operations of each. */
export type ApiCatalogue = ReadonlyMap<string, ReadonlySet<string>>

/**
 * The form on disk, by event source without its ending. Operations that differ only in the verb are
 * written once: `Create,Delete:Topic|List:Topics` is CreateTopic, DeleteTopic and ListTopics.
 */
export type PackedCatalogue = Readonly<Record<string, string>>

/** The ending of every event source of AWS. */
export const sourceEnding = '.amazonaws.com'

export function unpackCatalogue(packed: PackedCatalogue): ApiCatalogue {
  return new Map(
    Object.entries(packed).map(([service, groups]) => [
      service + sourceEnding,
      new Set(groups.split('|').flatMap(unpackGroup)),
    ]),
  )
}

function unpackGroup(group: string): string[] {
  const [verbs = '', nouns = ''] = group.split(':')
  return nouns.split(' ').flatMap((noun) => verbs.split(',').map((verb) => verb + noun))
}

/** The inverse of `unpackCatalogue`, in an order of its own. */
export function packCatalogue(
  operations: Readonly<Record<string, readonly string[]>>,
): PackedCatalogue {
  const sources = Object.entries(operations).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    sources.map(([source, names]) => [source.slice(0, -sourceEnding.length), packNames(names)]),
  )
}

function packNames(names: readonly string[]): string {
  const verbsOf = Map.groupBy([...names].sort(), (name) => name.slice(verb(name).length))
  const byVerbs = Map.groupBy([...verbsOf.keys()].sort(), (noun) =>
    (verbsOf.get(noun) ?? []).map(verb).join(','),
  )
  return [...byVerbs]
    .map(([verbs, nouns]) => `${verbs}:${nouns.join(' ')}`)
    .sort()
    .join('|')
}

/** The first word of a name: `List` of `ListTopics`. */
const verb = (name: string): string => (/^[A-Z][a-z0-9]*/.exec(name) ?? [''])[0]
