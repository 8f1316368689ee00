/**
 * What a manifest becomes, as the real classes of @pulumi/aws register it: no engine, no provider, no
 * network. A function is the plan that SST would be given.
 */
import * as pulumi from '@pulumi/pulumi'
import type { FunctionPlan } from '../../infra/functions.ts'
import type { Manifest } from '../../src/plan/manifest.ts'
import { outputsOf } from '../support/aws-outputs.ts'

export interface Made {
  readonly type: string
  readonly name: string
  /** As they arrive at the engine: plain values, no outputs left. */
  // biome-ignore lint/suspicious/noExplicitAny: a resource's inputs are what its type says
  readonly inputs: any
}

export interface Graph {
  readonly made: readonly Made[]
  readonly functions: readonly DeployedFunction[]
  /** All of a type, e.g. `sqs/queue:Queue`. */
  of(type: string): readonly Made[]
  /** The one with this logical name. */
  get(name: string): Made
}

/** As it is asked for, but for what is only known once something else is made. */
export interface DeployedFunction extends FunctionPlan {
  readonly environment: Readonly<Record<string, string>>
}

export async function graphOf(manifest: Manifest): Promise<Graph> {
  const made: Made[] = []
  const functions: FunctionPlan[] = []
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        made.push({ type, name, inputs })
        return {
          id: `${name}-id`,
          state: {
            ...inputs,
            ...outputsOf(type, inputs, inputs.region ?? manifest.home, manifest.account),
          },
        }
      },
      call: ({ token, inputs }) =>
        token === 'aws:organizations/getOrganization:getOrganization'
          ? { ...inputs, id: 'o-a1b2c3d4e5' }
          : inputs,
    },
    'tripline',
    manifest.stage,
  )
  const { deploy } = await import('../../infra/deployment.ts')
  const aws = await import('@pulumi/aws')
  await pulumi.runtime.runInPulumiStack(async () => {
    deploy({
      manifest,
      files: [{ from: '.tripline/test/ruleset.mjs', to: 'ruleset.mjs' }],
      makeFunction: (plan) => {
        functions.push(plan)
        const { id, name, role, environment } = plan
        const resource = new aws.lambda.Function(id, {
          name,
          role,
          environment: { variables: environment },
        })
        return { arn: resource.arn, resource }
      },
    })
  })
  await pulumi.runtime.disconnect()
  // The order in which they arrive is not that of the program.
  made.sort((a, b) => (a.name < b.name ? -1 : 1))
  const of = (type: string) => made.filter((each) => each.type === `aws:${type}`)
  const environmentOf = (id: string) =>
    of('lambda/function:Function').find(({ name }) => name === id)?.inputs.environment.variables
  return {
    made,
    functions: functions.map((plan) => ({ ...plan, environment: environmentOf(plan.id) })),
    of,
    get: (name) => {
      const [found, ...more] = made.filter((each) => each.name === name)
      if (found === undefined || more.length > 0)
        throw new Error(`${name}: ${more.length + 1} of ${made.map((each) => each.name).join(' ')}`)
      return found
    },
  }
}

export interface PolicyStatement {
  readonly Sid?: string
  readonly Effect: string
  readonly Principal?: '*' | Record<string, string | string[]>
  readonly Action: string | string[]
  readonly Resource?: string | string[]
  readonly Condition?: Record<string, Record<string, string | string[]>>
}

export const statementsOf = (policy: string): readonly PolicyStatement[] =>
  (JSON.parse(policy) as { Statement: PolicyStatement[] }).Statement

export const list = (value: string | readonly string[] | undefined): readonly string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : value
