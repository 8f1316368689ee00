/**
 * Digest files, which name the log files of an hour with their hashes so that tampering shows
 * (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html).
 * They hold no records; whoever reads a trail has to step over them. The hashes are true: SHA-256
 * of the uncompressed log file. The signatures are not, since only AWS can sign.
 */
import { createHash } from 'node:crypto'
import type { LogFile } from './delivery.ts'
import type { JsonObject } from './json.ts'
import { organizationId, organizationTrail, prod } from './organization.ts'
import { random } from './random.ts'
import { clock, compactSeconds, folder, iso } from './time.ts'

const region = 'eu-west-1'
const HOUR = 3600

/** The two digests around the intrusion: of 02:00 to 03:00 and of 03:00 to 04:00. */
export function digests(
  files: readonly LogFile[],
  contentOf: (file: LogFile) => string,
): readonly { readonly path: string; readonly content: string }[] {
  const dice = random('digests')
  const fingerprint = dice.hex(32)
  const signatures = [dice.hex(512), dice.hex(512)]
  return ['02:00', '03:00'].map((start, index) => {
    const from = clock(start)
    const inHour = files.filter(
      (file) =>
        file.account === prod &&
        file.region === region &&
        file.deliveredAt > from &&
        file.deliveredAt <= from + HOUR,
    )
    const times = inHour.flatMap(({ records }) => records.map(({ eventTime }) => eventTime)).sort()
    const content: JsonObject = {
      awsAccountId: prod,
      digestStartTime: iso(from),
      digestEndTime: iso(from + HOUR),
      digestS3Bucket: organizationTrail.bucket,
      digestS3Object: digestPath(from + HOUR),
      digestPublicKeyFingerprint: fingerprint,
      digestSignatureAlgorithm: 'SHA256withRSA',
      newestEventTime: times.at(-1) ?? null,
      oldestEventTime: times[0] ?? null,
      previousDigestS3Bucket: organizationTrail.bucket,
      previousDigestS3Object: digestPath(from),
      previousDigestHashValue: dice.hex(64),
      previousDigestHashAlgorithm: 'SHA-256',
      previousDigestSignature: signatures[index] ?? '',
      logFiles: inHour.map((file) => entry(file, contentOf(file))),
    }
    return { path: digestPath(from + HOUR), content: JSON.stringify(content) }
  })
}

function entry(file: LogFile, content: string): JsonObject {
  const times = file.records.map(({ eventTime }) => eventTime).sort()
  return {
    s3Bucket: organizationTrail.bucket,
    s3Object: file.path,
    hashValue: createHash('sha256').update(content).digest('hex'),
    hashAlgorithm: 'SHA-256',
    newestEventTime: times.at(-1) ?? null,
    oldestEventTime: times[0] ?? null,
  }
}

function digestPath(end: number): string {
  const trail = `${organizationTrail.name}_${organizationTrail.region}`
  const name = `${prod}_CloudTrail-Digest_${region}_${trail}_${compactSeconds(end)}.json.gz`
  return `AWSLogs/${organizationId}/${prod}/CloudTrail-Digest/${region}/${folder(end)}/${name}`
}
