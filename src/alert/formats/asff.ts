/**
 * A finding in the AWS Security Finding Format, as BatchImportFindings of Security Hub CSPM takes it.
 * The caller's account must be `AwsAccountId`. Repeats update the finding, the end archives it.
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html
 */
import type { Severity } from '../../ir/names.ts'
import type { AlertDocument } from '../document.ts'
import { factsOf } from '../facts.ts'
import { headline } from '../headline.ts'
import { instantMs, isoOf } from '../instant.ts'
import { keyText } from '../key.ts'
import { identifier, inert, paragraphs, visible } from '../neutral.ts'
import type { JsonFormat } from '../rendered.ts'
import { asffType } from '../resource-types.ts'
import { cut } from '../short-json.ts'
import { isSafe, responseText } from './text.ts'

const labels: Readonly<Record<Severity, string>> = {
  info: 'INFORMATIONAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  critical: 'CRITICAL',
}

export const asff: JsonFormat = { readers: 'programs', value: finding }

function finding(document: AlertDocument) {
  const { rule, dedupKey, severity, status, detectedAt, time, attack } = document
  const account = /^\d{12}$/.test(document.account ?? '')
    ? (document.account ?? '')
    : '000000000000'
  const region = regionOf(document)
  const partition = partitionOf(region)
  const noticed = isoOf(instantMs(detectedAt) ?? 0)
  const happened = isoOf(instantMs(time) ?? instantMs(detectedAt) ?? 0)
  const Severity = { Label: labels[severity], Original: severity }
  const Types = [attack.length > 0 ? 'TTPs' : 'Unusual Behaviors']
  return {
    SchemaVersion: '2018-10-08',
    Id: keyText(`tripline/${rule}/${dedupKey}`),
    ProductArn: `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    GeneratorId: `tripline/${visible(rule, 128)}`,
    AwsAccountId: account,
    Types,
    CreatedAt: happened,
    UpdatedAt: noticed < happened ? happened : noticed,
    FirstObservedAt: happened,
    LastObservedAt: happened,
    Severity,
    FindingProviderFields: { Severity, Types },
    Title: cut(headline(document), 256),
    Description: description(document),
    Remediation: remediation(document),
    ...sourceUrl(document),
    ProductFields: productFields(document),
    ...action(document),
    Resources: resources(document, account, partition, region),
    RecordState: status === 'resolved' ? 'ARCHIVED' : 'ACTIVE',
  }
}

/** The region into which a finding without a region is imported. */
const regionOf = ({ region }: AlertDocument): string =>
  region !== null && /^[a-z]{2}(?:-[a-z]{2,12}){1,2}-\d$/.test(region) ? region : 'us-east-1'

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn'
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
}

function description({ why, response }: AlertDocument): string {
  const text = [paragraphs(why, 700), ...(response === null ? [] : [responseText(response)])].join(
    '\n',
  )
  return cut(text.trim() || 'The rule gives no more details.', 1024)
}

function remediation({ runbook, links }: AlertDocument) {
  const url = links.find(({ url }) => isSafe(url))?.url
  const text = runbook === null ? 'The rule has no runbook.' : paragraphs(runbook, 512)
  return {
    Recommendation: { Text: text || 'The rule has no runbook.', ...(url ? { Url: url } : {}) },
  }
}

function sourceUrl({ links }: AlertDocument): { SourceUrl?: string } {
  const url = links.find(({ url }) => isSafe(url))?.url
  return url === undefined ? {} : { SourceUrl: url }
}

/** Fifty at most, with names of up to 128 characters and values of up to 2,048. */
const productFields = (document: AlertDocument): Record<string, string> =>
  Object.fromEntries([
    ['tripline/Alert', visible(document.id, 64)],
    ['tripline/Status', document.status],
    ['tripline/Possible', String(document.possible)],
    ...document.notes
      .slice(0, 3)
      .map((note, index) => [`tripline/Note ${index + 1}`, inert(note, 1024)]),
    ...factsOf(document)
      .slice(0, 40)
      .map(({ label, value }) => [`tripline/${cut(label, 100)}`, cut(value, 2048)]),
  ])

/** The field accepts only addresses of version 4. */
function action({ event, sourceIP }: AlertDocument) {
  if (event.name === null) return {}
  const isAddress = sourceIP !== null && /^\d{1,3}(?:\.\d{1,3}){3}$/.test(sourceIP)
  return {
    Action: {
      ActionType: 'AWS_API_CALL',
      AwsApiCallAction: {
        Api: identifier(event.name, 128),
        ...(event.source === null ? {} : { ServiceName: identifier(event.source, 128) }),
        ...(isAddress
          ? { CallerType: 'remoteIp', RemoteIpDetails: { IpAddressV4: sourceIP } }
          : {}),
      },
    },
  }
}

/** Between one and 32. */
function resources(document: AlertDocument, account: string, Partition: string, region: string) {
  const at = { Partition, Region: region }
  if (document.resources.length === 0) {
    return [{ Type: 'AwsAccount', Id: `AWS::::Account:${account}`, ...at }]
  }
  return document.resources.slice(0, 32).map(({ name, type }) => ({
    Type: asffType(type),
    Id: identifier(name, 512) || 'unknown',
    ...at,
  }))
}
