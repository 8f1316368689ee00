/**
 * The judge of a local account: `authorize` for `startLocal`. The roles of Tripline have the
 * policies that the plan gives them. Everybody else is an administrator, whom policies of resources,
 * boundaries and denials still limit.
 */
import type {
  Authorization,
  Authorize,
  Decision,
} from '../../packages/local-aws/authorization/authorization.ts'
import { decide, documentOf } from './decide.ts'

export interface Judge {
  readonly authorize: Authorize
  /** What was denied, e.g. `tripline-production-detect: sqs:SendMessage on arn:… because …`. */
  readonly denials: readonly string[]
  /** What the roles of Tripline were allowed, without repetitions. */
  readonly used: readonly Use[]
  /** Questions, different questions, and the milliseconds that their answers took. */
  readonly effort: { asked: number; decided: number; ms: number }
}

export interface Use {
  /** The name of the role. */
  readonly role: string
  readonly action: string
  readonly resource: string
}

const administrator = {
  name: 'administrator',
  document: JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  }),
}

export function startJudge(): Judge {
  const answers = new Map<string, Promise<Decision>>()
  const denials: string[] = []
  const used: Use[] = []
  const effort = { asked: 0, decided: 0, ms: 0 }

  const answer = async (question: Authorization, role: string | undefined): Promise<Decision> => {
    effort.decided += 1
    const startedMs = performance.now()
    const decision = await decide(question)
    effort.ms += performance.now() - startedMs
    const { action, resource, principal } = question
    if (!decision.allowed)
      denials.push(`${role ?? principal.id}: ${action} on ${resource.arn} ${decision.why}`)
    else if (role !== undefined) used.push({ role, action, resource: resource.arn })
    return decision
  }

  return {
    authorize: (given) => {
      effort.asked += 1
      const role = roleOfTripline(given)
      const question =
        role === undefined && given.principal.kind !== 'service'
          ? { ...given, identityPolicies: [...given.identityPolicies, administrator] }
          : given
      const key = keyOf(question)
      const known = answers.get(key) ?? answer(question, role)
      answers.set(key, known)
      return known
    },
    denials,
    used,
    effort,
  }
}

function roleOfTripline({ principal }: Authorization): string | undefined {
  const [, role] = /:assumed-role\/(tripline-[^/]+)\//.exec(principal.id) ?? []
  return role
}

/** Two questions have the same answer if they differ only in condition keys that no policy names. */
function keyOf({ context, ...question }: Authorization): string {
  const { identityPolicies, boundary, resourcePolicy = '' } = question
  const own = boundary === undefined ? identityPolicies : [...identityPolicies, boundary]
  const texts = [...own.map(documentOf), resourcePolicy].join('\n').toLowerCase()
  const named = Object.entries(context).filter(([key]) => texts.includes(key.toLowerCase()))
  return JSON.stringify([question, named])
}
