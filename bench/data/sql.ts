/**
 * Writes rules of the quiet set as SQL for DuckDB: a column for each path, a condition for each
 * check. Both sides must find the same number of matches, which shows that they answer the same
 * question.
 */
import type { Check, Field } from '../../src/ir/predicate.ts'
import type { Rule } from '../../src/ir/rule.ts'

/** The part of a record that the rules test; reading less is faster. */
const record = `STRUCT(
  eventSource VARCHAR, eventName VARCHAR, eventType VARCHAR, errorCode VARCHAR,
  sourceIPAddress VARCHAR, userAgent VARCHAR, recipientAccountId VARCHAR,
  userIdentity STRUCT(type VARCHAR, arn VARCHAR, userName VARCHAR,
    sessionContext STRUCT(attributes STRUCT(mfaAuthenticated VARCHAR))),
  requestParameters STRUCT(bucketName VARCHAR, roleName VARCHAR,
    ipPermissions STRUCT(items STRUCT(ipRanges STRUCT(items STRUCT(cidrIp VARCHAR)[]))[])))[]`

/** SQL that counts the matches of all rules over the files of a folder. */
export function countingSql(rules: readonly Rule[], folder: string): string {
  const counts = rules.map(({ match }) => {
    const fields = match.kind === 'block' ? match.fields : []
    return `count(*) FILTER (${fields.map(condition).join(' AND ')})`
  })
  return `SELECT ${counts.join(' + ')} FROM (SELECT unnest(Records) AS r FROM
    read_json('${folder}/*.json.gz', maximum_object_size = 67108864, columns = {Records: '${record}'}))
    WHERE r.eventType IN ('AwsApiCall', 'AwsConsoleSignIn')`
}

const arrayPath = 'requestParameters.ipPermissions.items.ipRanges.items.cidrIp'

function condition({ path, check }: Field): string {
  if (path.join('.') !== arrayPath)
    return `coalesce(${conditionOf(`r.${path.join('.')}`, check)}, false)`
  const ranges = 'r.requestParameters.ipPermissions.items'
  return `coalesce(len(list_filter(flatten(list_transform(${ranges}, p -> p.ipRanges.items)), i -> ${conditionOf('i.cidrIp', check)})) > 0, false)`
}

function conditionOf(column: string, check: Check): string {
  switch (check.op) {
    case 'equals':
      return `${column} = ${text(String(check.value))}`
    case 'prefix':
      return `starts_with(${column}, ${text(check.text)})`
    case 'wildcard':
      return `${column} LIKE ${text(check.pattern.replaceAll('*', '%'))}`
    case 'exists':
      return `${column} IS ${check.present ? 'NOT ' : ''}NULL`
    case 'cidr': {
      const [, network] = /^(\d+\.\d+\.)0\.0\/16$/.exec(check.network) ?? []
      if (network === undefined) throw new Error(`no SQL for ${check.network}`)
      return `starts_with(${column}, ${text(network)})`
    }
    case 'any':
      return `(${check.of.map((each) => conditionOf(column, each)).join(' OR ')})`
    case 'not':
      return `NOT coalesce(${conditionOf(column, check.of)}, false)`
    default:
      throw new Error(`no SQL for ${check.op}`)
  }
}

const text = (value: string): string => `'${value.replaceAll("'", "''")}'`
