/** Reads from the CloudTrail record what a call did to a trail. */
import type { Json, JsonObject } from '../../../ir/json.ts'
import { type ResponderEvent, textOf } from '../../contract/event.ts'
import { type Facets, type Final, refuse } from '../../contract/responder.ts'
import { logging, logs, logsFacet, selectors, settings } from './facets.ts'
import { canonicalSelectors } from './selectors.ts'

/** The facets that the call left, or the reason why it cannot be undone. */
export function effectOf({ source, name, request, answer }: ResponderEvent): Facets | Final {
  if (source !== 'cloudtrail.amazonaws.com')
    return refuse(`${name} of ${source} is not a call on a trail`)
  switch (name) {
    case 'StopLogging':
      return { [logging]: null }
    case 'UpdateTrail':
      return updateEffect(request, answer)
    case 'PutEventSelectors':
      return withSelectors(request, answer)
    case 'DeleteTrail':
      return refuse(
        'a deleted trail is not created again. Its files are still in its bucket. Create it again from your code, and read the event history for the calls since then',
      )
    default:
      return refuse(`restart-trail cannot reverse ${name}`)
  }
}

function withSelectors(request: JsonObject, answer: JsonObject): Facets | Final {
  const holding = [answer, request].find(
    (each) => Array.isArray(each.eventSelectors) || Array.isArray(each.advancedEventSelectors),
  )
  return holding === undefined
    ? refuse('the event does not contain the new selectors')
    : { [selectors]: canonicalSelectors(holding) }
}

/**
 * The facets that UpdateTrail set: the request names them, and the answer has all settings of the
 * trail as CloudTrail keeps them.
 */
function updateEffect(request: JsonObject, answer: JsonObject): Facets | Final {
  const left = answerFacets(answer)
  const named = Object.entries(settings).flatMap(([facet, { requested }]) =>
    request[requested] === undefined
      ? []
      : [[facet, left?.[facet] ?? textFor(request[requested])] as const],
  )
  const isAboutLogs =
    request.cloudWatchLogsLogGroupArn !== undefined || request.cloudWatchLogsRoleArn !== undefined
  const effect = {
    ...Object.fromEntries(named),
    ...(isAboutLogs ? { [logs]: left?.[logs] ?? logsOf(request) } : {}),
  }
  return Object.keys(effect).length === 0
    ? refuse('the event does not show what UpdateTrail changed')
    : effect
}

/** All settings of the trail from the answer of UpdateTrail; undefined where there is no answer. */
export function answerFacets(answer: JsonObject): Facets | undefined {
  if (textOf(answer.s3BucketName) === '') return undefined
  const values = Object.entries(settings).map(([facet, { answered }]) => {
    const name = answered.find((each) => answer[each] !== undefined)
    return [facet, name === undefined ? null : textFor(answer[name])] as const
  })
  return { ...Object.fromEntries(values), [logs]: logsOf(answer) }
}

/** An empty text removes a setting. */
const textFor = (value: Json | undefined): string | null =>
  value === undefined || value === null || value === '' ? null : String(value)

const logsOf = (fields: JsonObject): string | null =>
  logsFacet(textOf(fields.cloudWatchLogsLogGroupArn), textOf(fields.cloudWatchLogsRoleArn))
