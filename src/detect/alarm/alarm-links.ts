/**
 * Links to the AWS console that show what an alarm counted: the matching log events, a Logs Insights
 * query, and the alarm itself. The console's addresses are not documented; these are the ones that the
 * console itself puts into the address bar.
 */
import type { Span } from './alarm-item.ts'

/** The metric filter behind an alarm. */
export interface AlarmFilter {
  /** Id of the rule that it was compiled from. */
  readonly rule: string
  /** `eu-west-1`. */
  readonly region: string
  readonly logGroup: string
  /** The compiled filter pattern. */
  readonly pattern: string
}

type Link = { readonly label: string; readonly url: string }

/** Everything that the log group has of that time, for a person to narrow down: Logs Insights has no filter patterns. */
const query =
  'fields @timestamp, eventName, userIdentity.arn, sourceIPAddress, errorCode, @message | sort @timestamp desc | limit 200'

export function logLinks({ region, logGroup, pattern }: AlarmFilter, span: Span): Link[] {
  const home = `https://${region}.${consoleOf(region)}/cloudwatch/home?region=${region}#logsV2:`
  const [start, end] = [span.fromMs, span.toMs]
  const search = dollarEncode(`?filterPattern=${percentEncode(pattern)}&start=${start}&end=${end}`)
  const group = dollarEncode(percentEncode(logGroup))
  return [
    {
      label: 'Matching log events',
      url: `${home}log-groups/log-group/${group}/log-events${search}`,
    },
    { label: 'Logs Insights query', url: `${home}logs-insights${insightsQuery(logGroup, span)}` },
  ]
}

export const alarmLink = (region: string, alarm: string): Link => ({
  label: 'CloudWatch alarm',
  url: `https://${region}.${consoleOf(region)}/cloudwatch/home?region=${region}#alarmsV2:alarm/${encodeURIComponent(alarm.toWellFormed())}`,
})

/** https://docs.aws.amazon.com/general/latest/gr/rande.html */
function consoleOf(region: string): string {
  if (region.startsWith('cn-')) return 'console.amazonaws.cn'
  if (region.startsWith('us-gov-')) return 'console.amazonaws-us-gov.com'
  return 'console.aws.amazon.com'
}

/** A query string after a `#`, as the console expects it: percent-encoded, with `$` for `%`. */
const dollarEncode = (text: string): string => encodeURIComponent(text).replaceAll('%', '$')

function insightsQuery(logGroup: string, { fromMs, toMs }: Span): string {
  const at = (ms: number): string => quote(new Date(ms).toISOString())
  const detail = `~(end~${at(toMs)}~start~${at(fromMs)}~timeType~'ABSOLUTE~tz~'UTC~editorString~${quote(query)}~source~(~${quote(logGroup)}))`
  return dollarEncode(`?queryDetail=${percentEncode(detail)}`)
}

/** Encodes also `'`, `(`, `*` and the like. Addresses may contain them, but many mail programs end a link there. */
const percentEncode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** A text in the console's own notation: each byte that is not plain is `*` and two hexadecimal digits. */
const quote = (text: string): string =>
  `'${text.replaceAll(/[^\w.-]/gu, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `*${byte.toString(16).padStart(2, '0')}`)
      .join(''),
  )}`
