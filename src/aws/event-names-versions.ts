/**
 * Event names that contain the version of the API. Lambda's records have `CreateFunction20150331` for
 * the operation CreateFunction. The plain name is never written.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html
 */
const versioned: Readonly<Record<string, string>> = {
  lambda:
    'CreateFunction20150331 DeleteFunction20150331 GetFunction20150331v2 ' +
    'UpdateFunctionCode20150331v2 UpdateFunctionConfiguration20150331v2 AddPermission20150331v2 ' +
    'RemovePermission20150331v2 CreateAlias20150331 UpdateAlias20150331 DeleteAlias20150331 ' +
    'GetAlias20150331 CreateEventSourceMapping20150331 UpdateEventSourceMapping20150331 ' +
    'DeleteEventSourceMapping20150331 PublishVersion20150331 PublishLayerVersion20181031 ' +
    'PutFunctionConcurrency20171031 DeleteFunctionConcurrency20171031 TagResource20170331v2 ' +
    'UntagResource20170331v2',
}

/** `_2020_05_31` of CloudFront, `20150331v2` of Lambda. */
const version = /(?:\d{8}(?:v\d)?|\d{4}_\d{2}_\d{2})$/

/** A name without the version at its end, or undefined if it has none. */
export function withoutVersion(name: string): string | undefined {
  const plain = name.replace(version, '')
  return plain === name ? undefined : plain
}

/** By service, the plain names that are never written, each with the name that is. */
export const versionedNames: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(versioned).map(([service, names]) => [
    service,
    new Map(names.split(' ').map((name) => [withoutVersion(name) ?? name, name])),
  ]),
)
