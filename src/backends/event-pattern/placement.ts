/** The regions and the state in which EventBridge rules receive the events of a rule. */
import { deliveredAs } from '../../aws/detail-types.ts'
import { type EventRegions, eventRegions, sourceRegions } from '../../aws/event-regions.ts'
import { allManagementEvents, isHeldBack } from '../../aws/read-only.ts'
import { listsFromFor } from '../../aws/single-values.ts'
import { foldCase } from '../../ir/letter-case.ts'
import { seesAnySource, sourcesOf } from '../../ir/observation.ts'
import { pathText } from '../../ir/path.ts'
import type { Check } from '../../ir/predicate.ts'
import type { Observation, Rule } from '../../ir/rule.ts'
import { type Conjunction, textsAt } from './conjunction.ts'
import { disjunctsOf } from './normal-form.ts'

export interface Placement {
  readonly state: 'ENABLED' | typeof allManagementEvents
  readonly regions: EventRegions
}

export function placementOf({ on, match }: Pick<Rule, 'on' | 'match'>): Placement {
  const { conjunctions } = disjunctsOf(match, listsFromFor(on.detailTypes))
  const readOnly = sees(on, apiCall) && conjunctions.some(mayBeReadOnly)
  const textsOf = (path: string): readonly string[] | undefined => {
    const texts = conjunctions.map((conjunction) => textsAt(conjunction, path))
    return texts.every((each) => each !== undefined) ? texts.flat() : undefined
  }
  const [sources, names] = [textsOf('eventSource'), textsOf('eventName')]
  return {
    state: readOnly ? allManagementEvents : 'ENABLED',
    regions: seesAnySource(on)
      ? eventRegions(sources, names)
      : regionsOfAll(sourcesOf(on).map((source) => sourceRegions(source, on.detailTypes, names))),
  }
}

const apiCall = deliveredAs({ eventType: 'AwsApiCall' })['detail-type']

const sees = ({ detailTypes }: Observation, detailType: string): boolean =>
  detailTypes.includes(detailType)

const regionsOfAll = (all: readonly EventRegions[]): EventRegions => ({
  named: [...new Set(all.flatMap(({ named }) => named))],
  everyEnabled: all.some(({ everyEnabled }) => everyEnabled),
})

/** A rule that names no call matches reads as well, unless it excludes them. */
function mayBeReadOnly(conjunction: Conjunction): boolean {
  const check = (path: string) => conjunction.find((field) => pathText(field.path) === path)?.check
  const [name, readOnly, eventType] = [
    check('eventName'),
    check('readOnly'),
    textsAt(conjunction, 'eventType'),
  ]
  if (readOnly?.op === 'equals' && readOnly.value === false) return false
  // Sign-ins and events of services are delivered in any state.
  if (eventType?.every((each) => each !== 'AwsApiCall')) return false
  return name === undefined || mayBeHeldBack(name)
}

const verbs = ['Describe', 'Get', 'List']

/** The names in any letter case that begin with a verb as AWS spells it; none if it begins with no verb. */
const namesOf = (text: string): readonly string[] =>
  verbs
    .filter((verb) => foldCase(text).startsWith(foldCase(verb)))
    .map((verb) => verb + text.slice(verb.length))

function mayBeHeldBack(check: Check): boolean {
  switch (check.op) {
    case 'equals':
      return typeof check.value === 'string' && isHeldBack(check.value)
    case 'prefix':
      return verbs.some((verb) => verb.startsWith(check.text) || check.text.startsWith(verb))
    case 'equals-ignore-case':
      return namesOf(check.text).some(isHeldBack)
    case 'prefix-ignore-case': {
      const text = foldCase(check.text)
      return verbs.map(foldCase).some((verb) => verb.startsWith(text) || text.startsWith(verb))
    }
    case 'any':
      return check.of.some(mayBeHeldBack)
    case 'all':
      return check.of.every(mayBeHeldBack)
    case 'exists':
      return check.present
    default:
      return true
  }
}
