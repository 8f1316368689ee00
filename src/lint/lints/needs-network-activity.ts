import { pricePer100k } from '../../aws/data-events.ts'
import { networkActivityDetailType } from '../../aws/detail-types.ts'
import {
  needsNetworkActivity,
  networkActivityUnseen,
} from '../../diagnostics/catalogue/lint/delivery.ts'
import type { Lint } from '../subject.ts'

/** Values that only the records of VPC endpoints have. */
const marks: readonly (readonly [field: string, value: string])[] = [
  ['eventCategory', 'NetworkActivity'],
  ['eventType', 'AwsVpceEvent'],
]

/** Events of VPC endpoints: a trail must select them, and a rule must name their own detail-type. */
export const neededNetworkActivity: Lint = ({ rule, idSpan, call, implied }) => {
  if (rule.on.detailTypes.includes(networkActivityDetailType))
    return [needsNetworkActivity(pricePer100k.networkActivity, idSpan)]
  const isTested = marks.some(([field, value]) => {
    const values = implied(rule.match, [field])
    return values?.size === 1 && values.has(value)
  })
  return call && isTested ? [networkActivityUnseen(networkActivityDetailType, idSpan)] : []
}
