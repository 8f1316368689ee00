/**
 * Events as CloudTrail writes them into the log group of a trail: the bare record, with values of the
 * kinds that AWS documents. Other values of a proof (a number for a name, a list for a single value)
 * are left out, because no filter has to match them.
 */
import { observations } from '../aws/detail-types.ts'
import { inEnvelope } from '../aws/envelope.ts'
import { isDocumented, recordFields } from '../aws/record-fields.ts'
import { type Around, knownValues } from '../backends/metric-filter/known-values.ts'
import type { Event } from '../ir/event.ts'
import { isObject, type Json, type JsonObject } from '../ir/json.ts'
import { own, type Path, pathText } from '../ir/path.ts'
import type { Observation } from '../ir/rule.ts'

/** What of a rule decides how its events are logged: what it observes and the paths it tests, as the record has them. */
export interface Tested {
  readonly on: Observation
  readonly paths: readonly Path[]
  /** Fields of the envelope it tests, which every record has. */
  readonly envelope: readonly string[]
}

/** The event and similar ones as they are in the log group; none if the envelope contradicts the record. */
export function* loggedEvents(tested: Tested, event: Event): Generator<Event> {
  const inLog = bare(tested, { ...event, record: withEnvelopeFields(tested, event) })
  if (inLog === undefined) return
  yield inLog
  for (const other of neighbours(inLog)) {
    const beside = bare(tested, other)
    if (beside !== undefined) yield beside
  }
}

/** The same event without its envelope and what could not be in a log; undefined where the envelope contradicts the record. */
export function bare(tested: Tested, { record, envelope }: Event): Event | undefined {
  const documented = tested.paths
    .toSorted((one, other) => kindFirst(other) - kindFirst(one))
    .reduce((left, path) => asDocumented(tested.on, left, path), record)
  const again = inEnvelope(documented) as Event
  const follows = ['source', 'detail-type', 'account', 'region'].every(
    (key) => isBlank(envelope[key]) || alike(envelope[key]) === alike(again.envelope[key]),
  )
  return follows ? again : undefined
}

/** What else may be in a record depends on these. */
const kindFirst = (path: Path): number =>
  Number(['eventSource', 'eventName'].includes(pathText(path)))

/** Both spellings of sign-ins come from the same record. */
const alike = (value: Json | undefined): Json | undefined =>
  typeof value === 'string' ? value.replace('Signin', 'Sign In') : value

/** The envelope of a bare record is empty here if the record is. */
const isBlank = (value: Json | undefined): boolean => value === '' || value === undefined

const insightMarks = { eventType: 'AwsCloudTrailInsight', eventCategory: 'Insight' }

/** Adds the fields of the envelope that are in the record too, and the marks of an Insights record. */
function withEnvelopeFields({ on, envelope: tested }: Tested, event: Event): JsonObject {
  const { record, envelope } = event
  const field = (key: string, name: string, usual: string) => {
    const value = envelope[key]
    if (value !== undefined && !isBlank(value)) return { [name]: value }
    return tested.includes(key) ? { [name]: usual } : {}
  }
  return {
    ...field('account', 'recipientAccountId', '111122223333'),
    ...field('region', 'awsRegion', 'us-east-1'),
    ...record,
    ...(on.source === observations.insight.source ? insightMarks : {}),
  }
}

function asDocumented(on: Observation, record: JsonObject, path: Path): JsonObject {
  const one = (name: string) => {
    const value = own(record, name)
    return typeof value === 'string' ? [value] : undefined
  }
  const around: Around = {
    detailTypes: on.detailTypes,
    eventSources: one('eventSource'),
    eventNames: one('eventName'),
  }
  const known = knownValues(path, around)
  if (known === 'list' || known === 'object') return record
  const value = at(record, path)
  const kind = typeof value === 'string' ? 'text' : typeof value
  const fits = value === undefined || known.some((each) => each === kind)
  return fits ? record : without(record, path)
}

/** The value at a path, which may be a list or an object; undefined if there is none, or if the path leads through null. */
function at(record: JsonObject, path: Path): Json | undefined {
  let value: Json | undefined = record
  for (const segment of path) {
    if (value === undefined || value === null) return undefined
    if (!isObject(value)) return value
    value = own(value, segment)
  }
  return value
}

function without(record: JsonObject, [segment = '', ...rest]: Path): JsonObject {
  const { [segment]: below, ...others } = record
  return rest.length === 0 || !isObject(below)
    ? others
    : { ...others, [segment]: without(below, rest) }
}

/** Records of other kinds that are in the same log group and have as many of the same fields as they can. */
function neighbours({ record }: Event): Event[] {
  const tree = recordFields.get('insight')
  const documented = Object.entries(record).filter(([name]) => tree && isDocumented(tree, [name]))
  const { insightDetails = { state: 'Start' }, ...call } = record
  return [
    { ...call, eventType: 'AwsVpceEvent', eventCategory: 'NetworkActivity' },
    { ...call, eventType: 'AwsApiCall', eventCategory: 'Management' },
    { ...Object.fromEntries(documented), insightDetails, ...insightMarks },
  ].map((other) => inEnvelope(other) as Event)
}
