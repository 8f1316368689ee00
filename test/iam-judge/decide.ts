/** Asks the evaluator whether a principal may do something, and words its answer as AWS does. */
import { type Denial, evaluator, type Grant, managedPolicy, type Simulation } from './evaluator.ts'

/** A request with every policy that can decide about it. */
export interface Question {
  readonly principal: {
    readonly kind: 'root' | 'user' | 'session' | 'service'
    /** The ARN; of a session that of `sts`, of a service its name, such as `sns.amazonaws.com`. */
    readonly id: string
  }
  /** e.g. `sqs:SendMessage` */
  readonly action: string
  /** `*` for an action without resources. */
  readonly resource: { readonly arn: string; readonly account: string }
  readonly context: Readonly<Record<string, string | readonly string[]>>
  readonly identityPolicies: readonly PolicyText[]
  readonly boundary?: PolicyText
  /** Besides FullAWSAccess. They do not apply to services. */
  readonly serviceControlPolicies?: readonly PolicyText[]
  /** Besides RCPFullAWSAccess. */
  readonly resourceControlPolicies?: readonly PolicyText[]
  /** JSON. */
  readonly resourcePolicy?: string
}

interface PolicyText {
  /** A name, or the ARN of a managed policy of AWS: then AWS's own document counts. */
  readonly name: string
  /** JSON. */
  readonly document: string
}

export interface Answer {
  readonly allowed: boolean
  /**
   * For a denial the end of AWS's message, e.g. `with an explicit deny in a resource-based policy`.
   * Otherwise the statements that allow it.
   */
  readonly why: string
}

/** Decides. Throws if the question is malformed: an unknown action, a resource of another type. */
export async function decide(question: Question): Promise<Answer> {
  const { runSimulation, getDenialReasons, getGrantReasons } = await evaluator()
  const answer = await runSimulation(simulationOf(question), {})
  if (answer.resultType === 'error')
    throw new Error(`no question for IAM: ${JSON.stringify({ ...answer.errors, question })}`)
  const { overallResult } = answer
  const results = answer.resultType === 'single' ? [answer.result] : answer.results
  const analyses = results.map(({ analysis }) => analysis)
  const decisive = analyses.find(({ result }) => result === overallResult)
  const allowed = overallResult === 'Allowed'
  if (decisive === undefined) return { allowed, why: denialText([], question) }
  return allowed
    ? { allowed, why: getGrantReasons(decisive).map(grantText).join(', ') }
    : { allowed, why: denialText(getDenialReasons(decisive), question) }
}

function simulationOf(question: Question): Simulation {
  const { principal, action, resource, context, identityPolicies, boundary } = question
  const { serviceControlPolicies: scps = [], resourceControlPolicies: rcps = [] } = question
  const isOrganization = scps.length > 0 && principal.kind !== 'service'
  return {
    request: {
      principal: principal.id,
      action,
      resource: { resource: resource.arn, accountId: resource.account },
      contextVariables: context,
    },
    identityPolicies:
      principal.kind === 'root' ? [everything('root')] : identityPolicies.map(parsed),
    serviceControlPolicies: isOrganization
      ? [{ orgIdentifier: 'r-root', policies: [everything('FullAWSAccess'), ...scps.map(parsed)] }]
      : [],
    resourceControlPolicies:
      rcps.length === 0 ? [] : [{ orgIdentifier: 'r-root', policies: rcps.map(parsed) }],
    ...(boundary === undefined ? {} : { permissionBoundaryPolicies: [parsed(boundary)] }),
    ...(question.resourcePolicy === undefined
      ? {}
      : { resourcePolicy: JSON.parse(question.resourcePolicy) }),
  }
}

const awsPolicyPrefix = /^arn:aws[a-z-]*:iam::aws:policy\/(?:.*\/)?/

/** The text of a policy: of a managed policy of AWS, its own. */
export const documentOf = ({ name, document }: PolicyText): string =>
  awsPolicyPrefix.test(name)
    ? JSON.stringify(managedPolicy(name.replace(awsPolicyPrefix, '')))
    : document

const parsed = (policy: PolicyText) => ({
  name: policy.name,
  policy: JSON.parse(documentOf(policy)),
})

/** No policy limits the root user of an account but those of its organization and of resources. */
const everything = (name: string) => ({
  name,
  policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
})

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
const kinds: Readonly<Record<Denial['policyType'], readonly [denies: string, allows: string]>> = {
  identity: ['an identity-based policy', 'identity-based policy'],
  resource: ['a resource-based policy', 'resource-based policy'],
  scp: ['a service control policy', 'service control policy'],
  rcp: ['a resource control policy', 'resource control policy'],
  pb: ['a permissions boundary', 'permissions boundary'],
  vpce: ['a VPC endpoint policy', 'VPC endpoint policy'],
  's3-bpa': ['S3 Block Public Access', 'S3 Block Public Access'],
}

function denialText(denials: readonly Denial[], { principal, action }: Question): string {
  const explicit = denials.find(({ denialType }) => denialType === 'Explicit')
  if (explicit !== undefined) return `with an explicit deny in ${kinds[explicit.policyType][0]}`
  // A service has no identity-based policy that could allow it.
  const usual = principal.kind === 'service' ? 'resource' : 'identity'
  const blocking = denials.find((denial) => denial.blocking)
  return `because no ${kinds[blocking?.policyType ?? usual][1]} allows the ${action} action`
}

const grantText = ({ policyType, policyIdentifier = '', statementIndex }: Grant): string =>
  `statement ${statementIndex} of ${kinds[policyType][0]} ${policyIdentifier}`.trim()
