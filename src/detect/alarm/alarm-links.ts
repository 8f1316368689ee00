/**
 * Where a person sees in the console what an alarm counted. The console's addresses are not
 * documented; these are what it writes itself into the address bar.
 */
import type { Span } from './alarm-item.ts'

export interface AlarmFilter {
  readonly rule: string
  readonly region: string
  readonly logGroup: string
  /** The compiled filter pattern. */
  readonly pattern: string
}

type Link = { readonly label: string; readonly url: string }

/** Everything the log group has of that time, to be narrowed by hand: Logs Insights knows no filter patterns. */
const query =
  'fields @timestamp, eventName, userIdentity.arn, sourceIPAddress, errorCode, @message | sort @timestamp desc | limit 200'

export function logLinks({ region, logGroup, pattern }: AlarmFilter, span: Span): Link[] {
  const home = `https://${region}.${consoleOf(region)}/cloudwatch/home?region=${region}#logsV2:`
  const [start, end] = [span.fromMs, span.toMs]
  const search = dollars(`?filterPattern=${percent(pattern)}&start=${start}&end=${end}`)
  const group = dollars(percent(logGroup))
  return [
    {
      label: 'Matching log events',
      url: `${home}log-groups/log-group/${group}/log-events${search}`,
    },
    { label: 'Logs Insights query', url: `${home}logs-insights${insights(logGroup, span)}` },
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

/** A query string behind a `#`, as the console wants it: percent-encoded, with `$` for `%`. */
const dollars = (text: string): string => encodeURIComponent(text).replaceAll('%', '$')

function insights(logGroup: string, { fromMs, toMs }: Span): string {
  const at = (ms: number): string => quoted(new Date(ms).toISOString())
  const detail = `~(end~${at(toMs)}~start~${at(fromMs)}~timeType~'ABSOLUTE~tz~'UTC~editorString~${quoted(query)}~source~(~${quoted(logGroup)}))`
  return dollars(`?queryDetail=${percent(detail)}`)
}

/** Also the characters that are allowed in addresses, and end one in the eyes of many mail programs: `'`, `(`, `*`. */
const percent = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )

/** A text in the console's own notation: everything that is not plain is `*` and two hexadecimal digits. */
const quoted = (text: string): string =>
  `'${text.replaceAll(/[^\w.-]/gu, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `*${byte.toString(16).padStart(2, '0')}`)
      .join(''),
  )}`
