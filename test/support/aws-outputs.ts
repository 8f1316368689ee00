/** What AWS would answer when a resource is made, as far as something else is made from it. */
export function outputsOf(
  type: string,
  {
    name,
    bucket,
    key,
  }: { readonly name?: string; readonly bucket?: string; readonly key?: string },
  region: string,
  account: string,
): Record<string, unknown> {
  const arn = (service: string, resource: string) => ({
    arn: `arn:aws:${service}:${service === 'iam' ? '' : region}:${account}:${resource}`,
  })
  switch (type) {
    case 'aws:sqs/queue:Queue':
      return {
        ...arn('sqs', `${name}`),
        url: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
      }
    case 'aws:sns/topic:Topic':
      return arn('sns', `${name}`)
    case 'aws:cloudwatch/eventBus:EventBus':
      return arn('events', `event-bus/${name}`)
    case 'aws:cloudwatch/eventRule:EventRule':
      return arn('events', `rule/${name}`)
    case 'aws:cloudwatch/logGroup:LogGroup':
      return arn('logs', `log-group:${name}`)
    case 'aws:dynamodb/table:Table':
      return arn('dynamodb', `table/${name}`)
    case 'aws:iam/role:Role':
      return { ...arn('iam', `role/${name}`), uniqueId: `AROA${name}` }
    case 'aws:lambda/function:Function':
      return { ...arn('lambda', `function:${name}`), qualifiedArn: `${name}:$LATEST` }
    case 'aws:s3/bucket:Bucket':
      return { arn: `arn:aws:s3:::${bucket}` }
    case 'aws:s3/bucketObjectv2:BucketObjectv2':
      return { arn: `arn:aws:s3:::${bucket}/${key}` }
    case 'random:index/randomBytes:RandomBytes':
      return { base64: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=', hex: '00' }
    default:
      return arn('other', `${name}`)
  }
}
