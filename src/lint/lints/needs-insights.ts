import { pricePer100k } from '../../aws/data-events.ts'
import { observations } from '../../aws/detail-types.ts'
import { needsInsights } from '../../diagnostics/catalogue/lint/delivery.ts'
import type { Lint } from '../subject.ts'

const insights: readonly string[] = observations.insight.detailTypes

/** A rule on Insights events, which a trail records only if Insights is turned on. */
export const neededInsights: Lint = ({ rule, idSpan }) =>
  rule.on.detailTypes.some((type) => insights.includes(type))
    ? [needsInsights(pricePer100k.insights, idSpan)]
    : []
