import { textOf } from '../../contract/event.ts'
import { type Responder, refuse, type Target } from '../../contract/responder.ts'
import { itemsOf } from './event.ts'

/** The security group that a call opened. */
export const target: Responder<unknown>['target'] = ({ source, name, request, answer, record }) => {
  if (source !== 'ec2.amazonaws.com')
    return refuse(`${name} of ${source} does not open a security group`)
  if (name === 'ModifySecurityGroupRules') {
    return refuse(
      'ModifySecurityGroupRules changes a rule in place, and CloudTrail does not record the former rule. Correct it by hand',
    )
  }
  if (name !== 'AuthorizeSecurityGroupIngress') {
    return refuse(`revoke-ingress cannot reverse ${name}`)
  }
  const [made] = itemsOf(answer.securityGroupRuleSet)
  const group = textOf(request.groupId) || textOf(made?.groupId)
  const region = textOf(record.awsRegion)
  return /^sg-[0-9a-z]+$/.test(group) && region !== ''
    ? { key: `security-group/${region}/${group}`, name: `security group ${group} in ${region}` }
    : refuse('the event does not contain the id of the security group')
}

/** Region and id of a target. */
export function groupOf({ key }: Target): { readonly region: string; readonly group: string } {
  const [, region = '', group = ''] = key.split('/')
  return { region, group }
}
