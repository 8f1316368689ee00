/**
 * Findings of other detectors: GuardDuty and Security Hub say themselves who, what, where and how
 * bad, each in a form of its own and none as CloudTrail does.
 */

import type { Event } from '../ir/event.ts'
import { isObject } from '../ir/json.ts'
import { type Severity, severities } from '../ir/names.ts'
import type { AlertDocument } from './document.ts'
import type { Finding } from './findings/finding.ts'
import { guardDutyFinding } from './findings/guardduty.ts'
import { ocsfFinding } from './findings/ocsf.ts'
import { securityHubFinding } from './findings/security-hub.ts'
import { instantMs } from './instant.ts'
import { consoleOf, linksFor } from './links.ts'

/** Undefined for any other event. One event is one finding; of a list, the first is it. */
export function findingIn({ record, envelope }: Event): Finding | undefined {
  if (envelope.source === 'aws.guardduty') return guardDutyFinding(record)
  if (envelope.source !== 'aws.securityhub' || !Array.isArray(record.findings)) return undefined
  const [first] = record.findings
  if (!isObject(first)) return undefined
  return isObject(first.finding_info) ? ocsfFinding(first) : securityHubFinding(first, record)
}

/**
 * The alert with what the finding says in place of what no CloudTrail record said. The severity is
 * the higher one: a rule that calls something critical is not talked out of it, and a finding that
 * is worse than its rule thought reaches who takes the worst.
 */
export function withFinding(
  document: AlertDocument,
  finding: Finding,
  hasTitle: boolean,
): AlertDocument {
  const { title, description, type, severity, actor, errorCode, advice, fields } = finding
  const account = finding.account ?? document.account
  const region = finding.region ?? document.region
  const resources = finding.resources.length > 0 ? finding.resources : document.resources
  const known = {
    Finding: title,
    Says: description === title ? null : description,
    'Finding severity': severity,
    ...fields,
    // Not into the runbook, which is the rule author's and may hold links.
    Advice: advice.text,
  }
  return {
    ...document,
    severity: worse(document.severity, severity),
    title: hasTitle || title === null ? document.title : `${document.title}: ${title}`,
    time: instantMs(finding.time) === undefined ? document.time : finding.time,
    account,
    region,
    event: { ...document.event, id: finding.id, name: type ?? document.event.name },
    outcome: { succeeded: null, errorCode, errorMessage: null },
    actor,
    sourceIP: finding.sourceIP,
    userAgent: finding.userAgent,
    resources,
    fields: {
      ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null)),
      ...document.fields,
    },
    links: [
      ...pageOf(finding, region),
      ...adviceOf(finding),
      ...linksFor({ record: {}, account, region, actor, resources }),
    ],
  }
}

function pageOf({ page }: Finding, region: string | null): AlertDocument['links'] {
  const console = consoleOf(region)
  if (page === null || console === undefined) return []
  const [service, fragment] = page
  return [{ label: 'The finding', url: console.page(service, fragment) }]
}

/** Of AWS's own documentation only: whoever imports a finding must not get a link into an alert. */
const adviceOf = ({ advice: { url } }: Finding): AlertDocument['links'] =>
  url?.startsWith('https://docs.aws.amazon.com/') ? [{ label: 'What AWS advises', url }] : []

const worse = (one: Severity, other: Severity | null): Severity =>
  other !== null && severities.indexOf(other) > severities.indexOf(one) ? other : one
