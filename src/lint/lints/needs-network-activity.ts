import { pricePer100k } from '../../aws/data-events.ts'
import { networkActivityDetailType } from '../../aws/detail-types.ts'
import { needsNetworkActivity, networkActivityUnseen } from '../../diagnostics/catalogue/lint.ts'
import type { Lint } from '../subject.ts'

/** What records of VPC endpoints say about themselves, and no other records. */
const marks: readonly (readonly [field: string, value: string])[] = [
  ['eventCategory', 'NetworkActivity'],
  ['eventType', 'AwsVpceEvent'],
]

/** Events of VPC endpoints, which a trail must select and a rule must look at by their own detail-type. */
export const networkActivity: Lint = ({ rule, idSpan, call, implied }) => {
  if (rule.on.detailTypes.includes(networkActivityDetailType))
    return [needsNetworkActivity(pricePer100k.networkActivity, idSpan)]
  const asked = marks.some(([field, value]) => {
    const values = implied(rule.match, [field])
    return values?.size === 1 && values.has(value)
  })
  return call && asked ? [networkActivityUnseen(networkActivityDetailType, idSpan)] : []
}
