/** Asks the judge whether somebody may make a call on a resource of the stage. */
import { policy, type Statement } from '../../../src/plan/policy/statement.ts'
import { decide, type Question } from '../../iam-judge/decide.ts'
import { account } from '../../infra/manifests.ts'
import type { Resource } from './stage.ts'

/** Who calls: a person, a role, or a service of AWS. */
export type Subject = Pick<Question, 'principal' | 'context' | 'identityPolicies'>

export type Verdict = 'yes' | 'no'

/** A call, on a resource or a part of it. */
export interface Call {
  readonly action: string
  /** The ARN of what is called, for a resource of the stage. By default its own. */
  readonly on?: (arn: string) => string
  /** More condition keys, for a resource of the stage. */
  readonly context?: (arn: string) => Question['context']
}

/** The judge's answer. */
export async function ask(subject: Subject, call: Call, to: Resource): Promise<Verdict> {
  const { action, on = (arn) => arn, context = () => ({}) } = call
  const answer = await decide({
    ...subject,
    action,
    resource: { arn: on(to.arn), account },
    context: { ...subject.context, 'aws:SecureTransport': 'true', ...context(to.arn) },
    ...(to.policy.length === 0 ? {} : { resourcePolicy: policy(to.policy) }),
  })
  return answer.allowed ? 'yes' : 'no'
}

/** The resources on which somebody may make one of the calls. */
export async function allowedOn(
  subject: Subject,
  calls: readonly Call[],
  resources: readonly Resource[],
): Promise<readonly Resource[]> {
  const found: Resource[] = []
  for (const each of resources)
    for (const call of calls)
      if ((await ask(subject, call, each)) === 'yes') {
        found.push(each)
        break
      }
  return found
}

/** Policies of an identity, by name. */
export const identity = (name: string, statements: readonly Statement[]) => [
  { name, document: policy(statements) },
]
