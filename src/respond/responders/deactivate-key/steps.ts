import { differingNames } from '../../contract/facets.ts'
import { type Responder, refuse, type Step } from '../../contract/responder.ts'
import { userOf } from './target.ts'

const prefix = 'key:'

export const keyFacet = (id: string): string => `${prefix}${id}`

/** One call for each key whose status differs. Refuses to delete a key. */
export const steps: Responder<unknown>['steps'] = (target, live, to) => {
  const calls: Step[] = []
  for (const facet of differingNames(live, to)) {
    const status = to[facet] ?? null
    if (status === null) return refuse(`${facet} is never deleted`)
    const input = {
      UserName: userOf(target),
      AccessKeyId: facet.slice(prefix.length),
      Status: status,
    }
    calls.push({ call: 'iam:UpdateAccessKey', input, sets: { [facet]: status } })
  }
  return calls
}
