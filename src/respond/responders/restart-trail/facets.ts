/**
 * A trail as facets:
 *
 *     logging             yes
 *     started, stopped    when it last was, ISO 8601; read, and never restored
 *     S3BucketName, …     the settings of UpdateTrail by their names; `CloudWatchLogs` is the log group
 *                         and the role, which are set together
 *     selectors           canonical (selectors.ts)
 */
export const logging = 'logging'
export const selectors = 'selectors'
export const logs = 'CloudWatchLogs'

/** The value of `logging`; null where the trail is stopped. */
export const on = 'yes'

/** The names of a setting in the request and in the answer of UpdateTrail, by facet. */
export const settings: Readonly<
  Record<string, { readonly requested: string; readonly answered: readonly string[] }>
> = {
  S3BucketName: same('s3BucketName'),
  S3KeyPrefix: same('s3KeyPrefix'),
  SnsTopicName: { requested: 'snsTopicName', answered: ['snsTopicARN', 'snsTopicName'] },
  IncludeGlobalServiceEvents: same('includeGlobalServiceEvents'),
  IsMultiRegionTrail: same('isMultiRegionTrail'),
  EnableLogFileValidation: {
    requested: 'enableLogFileValidation',
    answered: ['logFileValidationEnabled'],
  },
  KmsKeyId: same('kmsKeyId'),
  IsOrganizationTrail: same('isOrganizationTrail'),
}

function same(name: string) {
  return { requested: name, answered: [name] }
}

export const settingNames: readonly string[] = [...Object.keys(settings), logs]

/** ARNs contain no spaces. */
export const logsFacet = (group: string, role: string): string | null =>
  group === '' ? null : `${group} ${role}`
