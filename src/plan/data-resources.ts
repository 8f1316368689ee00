/**
 * The resources to which a conjunction limits its data events, so that a trail records no other
 * resource of the account. AWS selects a data event by the ARN of its resource (`resources.ARN`).
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
import { isObject, type Json } from '../ir/json.ts'
import { type Conjunction, fieldAt, keyOf, textsAt } from './pack/conjunction.ts'

/** By type of resource: what its ARNs contain, and the parameter of a call that can have the ARN. */
const arnForms: Readonly<
  Record<string, { readonly form: RegExp; readonly parameter?: string | undefined }>
> = {
  'AWS::S3::Object': { form: /^arn:[\w-]+:s3:::[^/]+/ },
  'AWS::Lambda::Function': {
    form: /^arn:[\w-]+:lambda:[\w-]+:\d+:function:[\w-]+/,
    parameter: 'functionName',
  },
  'AWS::DynamoDB::Table': {
    form: /^arn:[\w-]+:dynamodb:[\w-]+:\d+:table\/[\w.-]+/,
    parameter: 'tableName',
  },
  'AWS::SNS::Topic': { form: /^arn:[\w-]+:sns:[\w-]+:\d+:[\w.-]+/, parameter: 'topicArn' },
}

/**
 * The beginnings of the ARNs of the resources that the data events of a type can have. Undefined if
 * they can have any.
 */
export function resourcesOf(
  conjunction: Conjunction,
  type: string,
  partition: string,
): readonly string[] | undefined {
  const known = arnForms[type]
  if (known === undefined) return undefined
  const inBuckets = type === 'AWS::S3::Object' ? objectsOf(conjunction, partition) : undefined
  return inBuckets ?? byArn(conjunction, known)
}

/**
 * A name of a bucket. Through an access point, CloudTrail records its alias as the name, and the ARN
 * of the real bucket. Such names, and those of directory buckets, limit nothing.
 */
const bucketName = /^(?!.*(?:-s3alias|--ol-s3|--x-s3|--table-s3)$)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/

function objectsOf(conjunction: Conjunction, partition: string): readonly string[] | undefined {
  const buckets = textsAt(conjunction, keyOf(['requestParameters', 'bucketName']))
  if (!buckets?.every((name) => bucketName.test(name))) return undefined
  const keys = beginningsAt(conjunction, ['requestParameters', 'key']) ?? ['']
  return buckets.flatMap((bucket) =>
    keys.map((key) => `arn:${partition}:s3:::${bucket}/${plainBeginning(key)}`),
  )
}

/** An ARN may write other characters of a key in another way than the parameter of the call. */
const plainBeginning = (key: string): string => /^[\w/.-]*/.exec(key)?.[0] ?? ''

function byArn(
  conjunction: Conjunction,
  { form, parameter }: { readonly form: RegExp; readonly parameter?: string | undefined },
): readonly string[] | undefined {
  const named =
    parameter === undefined
      ? undefined
      : textsAt(conjunction, keyOf(['requestParameters', parameter]))
  // The version or alias of a function, and the index of a table, are not in the resource.
  const asResource = (arn: string) => form.exec(arn)?.[0]
  const parameters = named?.map(asResource)
  if (parameters?.every((arn) => arn !== undefined)) return parameters
  const arns = beginningsAt(conjunction, ['resources', 'ARN'])
  return arns?.every((arn) => form.test(arn)) ? arns : undefined
}

/** A bucket is a resource of the events of its objects. */
const bucketArn = /^arn:[\w-]+:s3:::[^/]+$/

/** The texts with which every value of a field begins; undefined if a value can begin in any way. */
function beginningsAt(
  conjunction: Conjunction,
  path: readonly string[],
): readonly string[] | undefined {
  const matchers = fieldAt(conjunction, keyOf(path))?.matchers
  const beginnings = matchers?.map((text) => beginning(JSON.parse(text) as Json))
  return beginnings?.every((each) => each !== undefined) ? beginnings : undefined
}

function beginning(matcher: Json): string | undefined {
  if (typeof matcher === 'string') return bucketArn.test(matcher) ? `${matcher}/` : matcher
  const prefix = isObject(matcher) ? matcher.prefix : undefined
  // EventBridge compares a text with its quotation marks, so that this also matches a shorter text.
  return typeof prefix === 'string' && !prefix.endsWith('"') ? prefix : undefined
}
