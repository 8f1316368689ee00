/**
 * Reads findings of other detectors. GuardDuty and Security Hub report who, what, where and how
 * severe, each in its own form, and none in CloudTrail's.
 */

import { findingIdentity } from '../engine/finding-identity.ts'
import type { Event } from '../ir/event.ts'
import { type Severity, severities } from '../ir/names.ts'
import { consoleOf, linksFor } from './console-links.ts'
import type { AlertBrief, AlertDocument } from './document.ts'
import type { Finding } from './findings/finding.ts'
import { guardDutyFinding } from './findings/guardduty.ts'
import { ocsfFinding } from './findings/ocsf.ts'
import { securityHubFinding } from './findings/security-hub.ts'
import { instantMs } from './instant.ts'

/**
 * The finding in an event; undefined for any other event. One event is one finding; of a list, the
 * first counts.
 */
export function findingIn(event: Event): Finding | undefined {
  const identity = findingIdentity(event)
  if (identity === undefined) return undefined
  switch (identity.form) {
    case 'guardduty':
      return guardDutyFinding(identity)
    case 'ocsf':
      return ocsfFinding(identity)
    case 'asff':
      return securityHubFinding(identity, event.record)
  }
}

/**
 * The brief with the finding's statements where there is no CloudTrail record to make them. The
 * severity is the higher of the two: a finding never lowers a severity that its rule calls
 * critical, and a finding more severe than its rule reaches the channels of that severity.
 */
export function withFinding(brief: AlertBrief, finding: Finding, hasTitle: boolean): AlertBrief {
  const { title, description, type, severity, actor, advice, fields } = finding
  const known = {
    Finding: title,
    Says: description === title ? null : description,
    'Finding severity': severity,
    ...fields,
    // Not in the runbook, which the rule's author writes and which may contain links.
    Advice: advice.text,
  }
  return {
    ...brief,
    severity: worse(brief.severity, severity),
    title: hasTitle || title === null ? brief.title : `${brief.title}: ${title}`,
    time: instantMs(finding.time) === undefined ? brief.time : finding.time,
    account: finding.account ?? brief.account,
    region: finding.region ?? brief.region,
    event: { ...brief.event, id: finding.id, name: type ?? brief.event.name },
    actor: actor?.name ?? null,
    sourceIP: finding.sourceIP,
    fields: {
      ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null)),
      ...brief.fields,
    },
  }
}

/**
 * The parts of a document beside its brief, from a finding. `found` are the event's own resources.
 */
export function findingDetails(
  finding: Finding,
  { account, region }: AlertBrief,
  found: AlertDocument['resources'],
): Pick<AlertDocument, 'actor' | 'outcome' | 'userAgent' | 'resources' | 'links'> {
  const { actor, errorCode, userAgent } = finding
  const resources = finding.resources.length > 0 ? finding.resources : found
  return {
    actor,
    outcome: { succeeded: null, errorCode, errorMessage: null },
    userAgent,
    resources,
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

/**
 * Only links to AWS's own documentation: anybody who can import findings must not be able to put a
 * link into an alert.
 */
const adviceOf = ({ advice: { url } }: Finding): AlertDocument['links'] =>
  url?.startsWith('https://docs.aws.amazon.com/') ? [{ label: 'What AWS advises', url }] : []

const worse = (one: Severity, other: Severity | null): Severity =>
  other !== null && severities.indexOf(other) > severities.indexOf(one) ? other : one
