import type { JsonObject } from '../../../ir/json.ts'
import { differingNames, pick } from '../../contract/facets.ts'
import type { Facets, Responder, Step } from '../../contract/responder.ts'
import { logging, logs, on, selectors, settingNames } from './facets.ts'
import { trailIn } from './target.ts'

/**
 * Settings come first, because the trail might log into somebody else's bucket. `region` is where
 * the call is made; the other fields are its input.
 */
export const steps: Responder<unknown>['steps'] = (target, live, to) => {
  const { region, name } = trailIn(target)
  const names = differingNames(live, to)
  const step = (call: string, facets: readonly string[], input: () => JsonObject): Step[] =>
    facets.length === 0
      ? []
      : [{ call: `cloudtrail:${call}`, input: { region, ...input() }, sets: pick(to, facets) }]
  const only = (facet: string): readonly string[] => names.filter((each) => each === facet)
  const changed = names.filter((each) => settingNames.includes(each))
  return [
    ...step('UpdateTrail', changed, () => ({ Name: name, ...updateInput(pick(to, changed)) })),
    ...step('PutEventSelectors', only(selectors), () => ({
      TrailName: name,
      ...(JSON.parse(to[selectors] ?? '{}') as JsonObject),
    })),
    ...step(`${to[logging] === on ? 'Start' : 'Stop'}Logging`, only(logging), () => ({
      Name: name,
    })),
  ]
}

/** An empty text removes a setting. */
const updateInput = (facets: Facets): JsonObject =>
  Object.fromEntries(
    Object.entries(facets).flatMap(([name, value]): [string, string | boolean][] => {
      if (name === logs) {
        const [group = '', role = ''] = value?.split(' ') ?? []
        return [
          ['CloudWatchLogsLogGroupArn', group],
          ['CloudWatchLogsRoleArn', role],
        ]
      }
      return [[name, /^(?:Is|Include|Enable)/.test(name) ? value === 'true' : (value ?? '')]]
    }),
  )
