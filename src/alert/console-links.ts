/**
 * Links to the pages of the AWS console about an alert. AWS documents none of these addresses as
 * stable; they are those that the console shows (2026-11). Every part from an event is encoded, so
 * that the host is always AWS's own.
 */

import type { Resource } from '../aws/resources.ts'
import type { JsonObject } from '../ir/json.ts'
import type { ActorDocument, AlertDocument } from './document.ts'

type Link = AlertDocument['links'][number]

interface Subject {
  readonly record: JsonObject
  readonly account: string | null
  readonly region: string | null
  readonly actor: ActorDocument | null
  readonly resources: readonly Resource[]
}

export function linksFor({ record, region, actor, resources }: Subject): Link[] {
  const at = consoleOf(region)
  if (at === undefined) return []
  const pages = [
    eventPage(record, at),
    actor && actorPage(actor, at),
    ...resources.slice(0, 3).map((resource) => resourcePage(resource, at)),
    // The alert contains the query as text, because Athena's console accepts none in its address.
    actor && { label: 'Athena query editor', url: at.page('athena', '#/query-editor') },
  ]
  const byUrl = new Map(pages.flatMap((link) => (link ? [[link.url, link] as const] : [])))
  return [...byUrl.values()]
}

interface Console {
  /** The home page of a service in the alert's region. */
  readonly page: (service: string, fragment: string) => string
  /** A page of IAM, which has no regions. */
  readonly iam: (fragment: string) => string
  readonly bucket: (name: string) => string
}

/**
 * The console of a region; undefined for the isolated partitions, whose console addresses are not
 * known.
 * https://docs.aws.amazon.com/general/latest/gr/console-service.html
 */
export function consoleOf(region: string | null): Console | undefined {
  if (region === null || !/^[a-z]{2}(?:-[a-z]{2,12}){1,2}-\d{1,2}$/.test(region)) return undefined
  if (/^[a-z]{2}-iso/.test(region) || region.startsWith('eusc-')) return undefined
  const host = hostOf(region)
  const regional = host === 'console.aws.amazon.com' ? `${region}.${host}` : host
  return {
    page: (service, fragment) => `https://${regional}/${service}/home?region=${region}${fragment}`,
    iam: (fragment) => `https://${host}/iam/home${fragment}`,
    bucket: (name) => `https://${regional}/s3/buckets/${name}?region=${region}`,
  }
}

function hostOf(region: string): string {
  if (region.startsWith('cn-')) return 'console.amazonaws.cn'
  return region.startsWith('us-gov-') ? 'console.amazonaws-us-gov.com' : 'console.aws.amazon.com'
}

/**
 * Also encodes characters that `encodeURIComponent` leaves and that markdown or Slack would read as
 * the end of a link.
 */
const encode = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replaceAll(
    /[!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** Event history shows management events, for 90 days. */
export function eventPage(record: JsonObject, at: Console): Link | undefined {
  if (record.eventType === 'AwsCloudTrailInsight') {
    return { label: 'CloudTrail Insights', url: at.page('cloudtrailv2', '#/insights') }
  }
  const { eventID, managementEvent } = record
  if (typeof eventID !== 'string' || managementEvent === false) return undefined
  const url = at.page('cloudtrailv2', `#/events/${encode(eventID)}`)
  return { label: 'CloudTrail event', url }
}

function actorPage({ name, assumedFrom }: ActorDocument, at: Console): Link | undefined {
  for (const arn of [assumedFrom ?? '', name]) {
    const page = iamPage(arn, at)
    if (page !== undefined) return page
  }
  return undefined
}

const details: Readonly<Record<string, string>> = { user: 'users', role: 'roles', group: 'groups' }

/** The page of a user, role, group or customer's policy, by its ARN. */
function iamPage(arn: string, at: Console): Link | undefined {
  const [, kind = '', path = ''] = /^arn:[^:]*:iam::\w*:(\w+)\/(.+)$/.exec(arn) ?? []
  if (kind === 'policy') {
    return {
      label: `IAM policy ${lastOf(path)}`,
      url: at.iam(`#/policies/details/${encode(arn)}`),
    }
  }
  const plural = details[kind]
  if (plural === undefined) return undefined
  const name = lastOf(path)
  return { label: `IAM ${kind} ${name}`, url: at.iam(`#/${plural}/details/${encode(name)}`) }
}

const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

type Page = (name: string, at: Console) => string

const pages: Readonly<Record<string, Page>> = {
  'AWS::S3::Bucket': (name, at) => at.bucket(encode(name.replace(/^arn:[^:]*:s3:::/, ''))),
  'AWS::IAM::User': (name, at) => at.iam(`#/users/details/${encode(lastOf(name))}`),
  'AWS::IAM::Role': (name, at) => at.iam(`#/roles/details/${encode(lastOf(name))}`),
  'AWS::IAM::Group': (name, at) => at.iam(`#/groups/details/${encode(lastOf(name))}`),
  'AWS::EC2::SecurityGroup': (name, at) => at.page('ec2', `#SecurityGroup:groupId=${encode(name)}`),
  'AWS::EC2::Instance': (name, at) => at.page('ec2', `#InstanceDetails:instanceId=${encode(name)}`),
  'AWS::EC2::VPC': (name, at) => at.page('vpcconsole', `#VpcDetails:VpcId=${encode(name)}`),
  'AWS::CloudTrail::Trail': (name, at) => at.page('cloudtrailv2', `#/trails/${encode(name)}`),
  'AWS::KMS::Key': (name, at) => at.page('kms', `#/kms/keys/${encode(lastOf(name))}`),
  'AWS::Lambda::Function': (name, at) =>
    at.page('lambda', `#/functions/${encode(name.slice(name.lastIndexOf(':') + 1))}`),
}

function resourcePage({ name, type }: Resource, at: Console): Link | undefined {
  const byArn = iamPage(name, at)
  if (byArn !== undefined) return byArn
  const page = type === null ? undefined : pages[type]
  if (page === undefined || type === null) return undefined
  return {
    label: `${type.split('::').slice(1).join(' ')} ${name.split(/[/:]/).at(-1)}`,
    url: page(name, at),
  }
}
