/**
 * From records to log files, as CloudTrail delivers them: a file per account, Region and stretch
 * of time, named after the minute of delivery, its records in no strict order. Some records come
 * hours late and some come twice, as in life.
 *
 * CloudTrail delivers about every five minutes; here a file holds some hours, or minutes during
 * the intrusion, so that the sample stays small.
 */
import { dev, organizationId, prod, type Region, security } from './organization.ts'
import { type Random, random } from './random.ts'
import type { CloudTrailRecord } from './record.ts'
import { clock, compact, folder, iso } from './time.ts'

export interface LogFile {
  /** Under the bucket, starting with `AWSLogs/`. */
  readonly path: string
  readonly account: string
  readonly region: string
  /** Epoch seconds. */
  readonly deliveredAt: number
  readonly records: readonly CloudTrailRecord[]
}

/** The records of these minutes were held up and arrived together in a file of their own. */
const delayed: readonly {
  readonly account: string
  readonly region: Region
  readonly from: string
  readonly until: string
  readonly arrived: string
}[] = [
  // The theft of alice-admin's key is known only three hours after the fact.
  { account: prod, region: 'us-east-1', from: '02:50:30', until: '02:51:00', arrived: '06:10' },
  { account: dev, region: 'eu-west-1', from: '10:05', until: '10:55', arrived: '15:25' },
  { account: security, region: 'eu-west-1', from: '16:30', until: '17:10', arrived: '21:40' },
]

const intrusion = ['02:40', '03:00', '03:20']

/** The ends of the stretches a file covers, in the order of the day. */
function cuts(account: string, region: string): readonly number[] {
  const active = region === 'us-east-1' || region === 'eu-west-1'
  const hours = !active ? 6 : account === prod ? 3 : 4
  const regular = Array.from({ length: 24 / hours }, (_, index) =>
    Math.min(clock('00:00') + (index + 1) * hours * 3600, clock('23:45')),
  )
  const extra = account === prod && active ? intrusion.map(clock) : []
  return [...regular, ...extra].sort((one, other) => one - other)
}

/** Five or ten minutes after the stretch, on a whole five minutes like CloudTrail's. */
const delivered = (cut: number, dice: Random): number => cut + dice.int(1, 2) * 300

const lateness = (record: CloudTrailRecord): string | undefined =>
  delayed.find(
    ({ account, region, from, until }) =>
      record.recipientAccountId === account &&
      record.awsRegion === region &&
      record.eventTime >= iso(clock(from)) &&
      record.eventTime < iso(clock(until)),
  )?.arrived

export const isLate = (record: CloudTrailRecord): boolean => lateness(record) !== undefined

/** A record delivered twice is in its own file and again in the next. */
export function deliver(
  records: readonly CloudTrailRecord[],
  repeated: ReadonlySet<string>,
): readonly LogFile[] {
  const dice = random('delivery')
  const byTrail = Map.groupBy(
    records,
    (record) => `${record.recipientAccountId} ${record.awsRegion}`,
  )
  return [...byTrail.values()].flatMap((all) => filesOf(dice, all, repeated))
}

/** The files of one account and Region. */
function filesOf(
  dice: Random,
  records: readonly CloudTrailRecord[],
  repeated: ReadonlySet<string>,
): readonly LogFile[] {
  const [first] = records
  if (first === undefined) return []
  const ends = cuts(first.recipientAccountId, first.awsRegion)
  const onTime = records.filter((record) => !isLate(record))
  const files = ends.flatMap((end, index) => {
    const inStretch = stretch(onTime, ends[index - 1] ?? 0, end)
    const before = stretch(onTime, ends[index - 2] ?? 0, ends[index - 1] ?? 0)
    const again = before.filter(({ eventID }) => repeated.has(eventID))
    return logFile(dice, delivered(end, dice), [...inStretch, ...again])
  })
  const late = Map.groupBy(records.filter(isLate), (record) => lateness(record) ?? '')
  return [...files, ...[...late].flatMap(([arrived, held]) => logFile(dice, clock(arrived), held))]
}

const stretch = (
  records: readonly CloudTrailRecord[],
  after: number,
  until: number,
): readonly CloudTrailRecord[] =>
  records.filter(({ eventTime }) => eventTime > iso(after) && eventTime <= iso(until))

function logFile(
  dice: Random,
  deliveredAt: number,
  records: readonly CloudTrailRecord[],
): readonly LogFile[] {
  const [first] = records
  if (first === undefined) return []
  const { recipientAccountId: account, awsRegion: region } = first
  const path = keyOf({ account, region, kind: 'CloudTrail', deliveredAt }, dice)
  return [{ path, account, region, deliveredAt, records: jumbled(dice, records) }]
}

/** `AWSLogs/<organization>/<account>/<kind>/<Region>/<yyyy>/<mm>/<dd>/<name>.json.gz` */
export function keyOf(
  file: {
    readonly account: string
    readonly region: string
    readonly kind: 'CloudTrail' | 'CloudTrail-Insight'
    readonly deliveredAt: number
  },
  dice: Random,
): string {
  const { account, region, kind, deliveredAt } = file
  const unique = dice.text(16, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')
  const name = `${account}_${kind}_${region}_${compact(deliveredAt)}_${unique}.json.gz`
  return `AWSLogs/${organizationId}/${account}/${kind}/${region}/${folder(deliveredAt)}/${name}`
}

/** By time, give or take a minute and a half. */
const jumbled = (dice: Random, records: readonly CloudTrailRecord[]): readonly CloudTrailRecord[] =>
  records
    .map((record) => ({ record, rank: Date.parse(record.eventTime) / 1000 + dice.int(0, 90) }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ record }) => record)
