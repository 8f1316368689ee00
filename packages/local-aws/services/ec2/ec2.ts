/** EC2: security groups only. */
import type { JsonObject } from '../../../../src/ir/json.ts'
import type { Call, Operation, Service } from '../../call.ts'
import { AwsError } from '../../errors.ts'
import { ec2Demands } from './demands.ts'
import { groups } from './groups.ts'
import { rules } from './rules.ts'

export const ec2: Service = {
  signingName: 'ec2',
  eventSource: 'ec2.amazonaws.com',
  protocol: 'ec2Query',
  isGlobal: false,
  model: () => import('@aws-sdk/client-ec2'),
  operations: Object.fromEntries(
    Object.entries<Operation>({ ...groups, ...rules }).map(([name, run]) => [
      name,
      heedDryRun(run),
    ]),
  ),
  demands: ec2Demands,
  trail: { requestParameters, responseElements },
}

/** Answers a dry run: whether the call would succeed. It changes nothing. */
function heedDryRun(run: Operation): Operation {
  return (input: { readonly DryRun?: boolean }, call) => {
    if (!input.DryRun) return run(input, call)
    throw new AwsError(
      'DryRunOperation',
      'Request would have succeeded, but DryRun flag is set.',
      412,
    )
  }
}

type Fields = Readonly<Record<string, unknown>>

/**
 * The recorded parameters. Older operations follow the XML, newer ones the parameters of the
 * request.
 */
function requestParameters(fields: JsonObject, input: object, { operation }: Call): JsonObject {
  if (/^(?:Authorize|Revoke)/.test(operation)) return { ipPermissions: {}, ...fields }
  if (operation === 'ModifySecurityGroupRules') {
    return { ModifySecurityGroupRulesRequest: numberItems(input as Fields) }
  }
  if (operation === 'DescribeSecurityGroups') return describeInput(input as Fields)
  return fields
}

/** List items as members of their parent, numbered by `tag`. */
function numberItems({ GroupId, SecurityGroupRules }: Fields): JsonObject {
  const items = (SecurityGroupRules as readonly JsonObject[]).map((item, at) => ({
    ...item,
    tag: at + 1,
  }))
  const [first] = items
  return {
    GroupId: String(GroupId),
    SecurityGroupRule: items.length === 1 && first !== undefined ? first : items,
  }
}

function describeInput({ GroupIds = [], GroupNames = [], Filters = [] }: Fields): JsonObject {
  const set = (items: readonly JsonObject[]): JsonObject => (items.length === 0 ? {} : { items })
  return {
    securityGroupSet: set((GroupNames as string[]).map((groupName) => ({ groupName }))),
    securityGroupIdSet: set((GroupIds as string[]).map((groupId) => ({ groupId }))),
    filterSet: set(
      (Filters as { Name?: string; Values?: string[] }[]).map(({ Name = '', Values = [] }) => ({
        name: Name,
        valueSet: set(Values.map((value) => ({ value }))),
      })),
    ),
  }
}

function responseElements(fields: JsonObject, _output: object, call: Call): JsonObject | null {
  const { operation, requestId } = call
  if (operation.startsWith('Describe')) return null
  if (operation === 'ModifySecurityGroupRules') {
    return {
      ModifySecurityGroupRulesResponse: {
        xmlns: 'http://ec2.amazonaws.com/doc/2016-11-15/',
        requestId,
        return: true,
      },
    }
  }
  return { requestId, _return: true, ...fields }
}
