/**
 * Writes a Detection Finding (class 2004) of the Open Cybersecurity Schema Framework, for Security
 * Lake and SIEMs. Repeats and the end have the uid of the finding that they belong to.
 * https://schema.ocsf.io/1.5.0/classes/detection_finding
 */
import type { Severity } from '../../ir/names.ts'
import type { ActorDocument, AlertDocument } from '../document.ts'
import { headline } from '../headline.ts'
import { instantMs } from '../instant.ts'
import { keyText } from '../key.ts'
import { identifier, inert, paragraphs, visible } from '../neutral.ts'
import type { JsonFormat } from '../rendered.ts'
import { plain } from './plain.ts'
import { isSafe } from './text.ts'

const severityIds: Readonly<Record<Severity, readonly [id: number, caption: string]>> = {
  info: [1, 'Informational'],
  low: [2, 'Low'],
  medium: [3, 'Medium'],
  high: [4, 'High'],
  critical: [5, 'Critical'],
}

const activities: Readonly<
  Record<AlertDocument['status'], readonly [id: number, caption: string]>
> = { new: [1, 'Create'], repeat: [2, 'Update'], resolved: [3, 'Close'] }

export const ocsf: JsonFormat = { readers: 'programs', value: finding }

function finding(document: AlertDocument) {
  const { status, severity, account, region, count, resources, time, detectedAt } = document
  const [activity_id, activity_name] = activities[status]
  const [severity_id, severityCaption] = severityIds[severity]
  const startMs = instantMs(time)
  return {
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2004,
    class_name: 'Detection Finding',
    activity_id,
    activity_name,
    type_uid: 200_400 + activity_id,
    time: instantMs(detectedAt) ?? startMs ?? 0,
    ...(startMs === undefined ? {} : { start_time: startMs }),
    severity_id,
    severity: severityCaption,
    status_id: status === 'resolved' ? 4 : 1,
    status: status === 'resolved' ? 'Resolved' : 'New',
    is_alert: status !== 'resolved',
    count,
    message: headline(document),
    metadata: metadata(document),
    finding_info: findingInfo(document),
    cloud: {
      provider: 'AWS',
      ...(account === null
        ? {}
        : { account: { uid: identifier(account, 64), type: 'AWS Account', type_id: 10 } }),
      ...(region === null ? {} : { region: identifier(region, 64) }),
    },
    resources: resources.slice(0, 50).map(({ name, type }) => ({
      uid: identifier(name, 1024),
      name: identifier(name, 1024),
      ...(type === null ? {} : { type: identifier(type, 128) }),
    })),
    evidences: [evidence(document)],
    remediation: remediation(document),
    unmapped: unmapped(document),
  }
}

const metadata = ({ id, rule, dedupKey, controls }: AlertDocument) => ({
  version: '1.5.0',
  product: { name: 'Tripline', vendor_name: 'Tripline' },
  profiles: ['cloud'],
  uid: visible(id, 64),
  event_code: visible(rule, 64),
  correlation_uid: keyText(dedupKey),
  ...(controls.length === 0 ? {} : { labels: controls.map((control) => visible(control, 64)) }),
})

function findingInfo({ rule, dedupKey, title, why, attack, time }: AlertDocument) {
  const firstSeenMs = instantMs(time)
  return {
    uid: keyText(`${rule} ${dedupKey}`),
    title: inert(title, 512),
    desc: paragraphs(why, 2048),
    analytic: { type_id: 1, type: 'Rule', uid: visible(rule, 64), name: visible(rule, 64) },
    ...(attack.length === 0 ? {} : { attacks: attack.slice(0, 20).map(technique) }),
    ...(firstSeenMs === undefined ? {} : { first_seen_time: firstSeenMs }),
  }
}

/** `T1685.002` is a sub-technique of `T1685`; ids are those of ATT&CK 19. */
function technique(id: string) {
  const [parent = '', child] = visible(id, 16).split('.')
  if (parent.startsWith('TA')) return { tactic: { uid: parent }, version: '19' }
  if (child === undefined) return { technique: { uid: parent }, version: '19' }
  return { technique: { uid: parent }, sub_technique: { uid: `${parent}.${child}` }, version: '19' }
}

function evidence({ event, outcome, actor, sourceIP }: AlertDocument) {
  const { errorCode, errorMessage } = outcome
  return {
    api: {
      operation: identifier(event.name ?? 'unknown', 256),
      ...(event.source === null ? {} : { service: { name: identifier(event.source, 256) } }),
      ...(errorCode === null && errorMessage === null
        ? {}
        : {
            response: {
              ...(errorCode === null ? {} : { error: identifier(errorCode, 256) }),
              ...(errorMessage === null ? {} : { error_message: inert(errorMessage, 1024) }),
            },
          }),
    },
    ...(actor === null ? {} : { actor: caller(actor) }),
    ...(sourceIP === null ? {} : { src_endpoint: endpoint(sourceIP) }),
  }
}

const userTypes: Readonly<Record<ActorDocument['kind'], readonly [id: number, caption: string]>> = {
  root: [2, 'Admin'],
  user: [1, 'User'],
  role: [99, 'AssumedRole'],
  federated: [99, 'Federated'],
  service: [4, 'Service'],
  account: [99, 'AWSAccount'],
  anonymous: [99, 'Anonymous'],
  unknown: [0, 'Unknown'],
}

function caller({
  name,
  kind,
  account,
  accessKeyId,
  assumedFrom,
  sessionName,
  mfa,
}: ActorDocument) {
  const [type_id, type] = userTypes[kind]
  const session = {
    ...(sessionName === null ? {} : { uid: identifier(sessionName, 256) }),
    ...(assumedFrom === null ? {} : { issuer: identifier(assumedFrom, 1024) }),
    ...(mfa === null ? {} : { is_mfa: mfa }),
  }
  return {
    user: {
      uid: identifier(name, 1024),
      name: identifier(name, 1024),
      type_id,
      type,
      ...(account === null ? {} : { account: { uid: identifier(account, 64) } }),
      ...(accessKeyId === null ? {} : { credential_uid: identifier(accessKeyId, 128) }),
    },
    ...(Object.keys(session).length === 0 ? {} : { session }),
  }
}

/** Where a service makes the call for somebody, its name is in the place of the address. */
const endpoint = (source: string) =>
  /^[\da-f.:]{3,45}$/i.test(source) ? { ip: source } : { svc_name: identifier(source, 256) }

const remediation = ({ runbook, links }: AlertDocument) => ({
  desc: runbook === null ? 'The rule has no runbook.' : paragraphs(runbook, 8192),
  references: links
    .map(({ url }) => url)
    .filter(isSafe)
    .slice(0, 10),
})

const unmapped = ({
  userAgent,
  fields,
  notes,
  response,
  kind,
  outcome,
  possible,
}: AlertDocument) => ({
  kind,
  possible,
  ...(outcome.succeeded === null ? {} : { succeeded: outcome.succeeded }),
  ...(userAgent === null ? {} : { user_agent: inert(userAgent, 1024) }),
  fields: plain(fields),
  notes: notes.slice(0, 20).map((note) => inert(note, 1024)),
  ...(response === null ? {} : { response: plain(response) }),
})
