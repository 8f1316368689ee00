/**
 * The services of the local account, one on each line. If two share a signing name, the first is
 * tried first.
 */
import type { Service } from './call.ts'
import { cloudtrail } from './services/cloudtrail/cloudtrail.ts'
import { cloudwatch } from './services/cloudwatch/cloudwatch.ts'
import { dynamodb } from './services/dynamodb/dynamodb.ts'
import { ec2 } from './services/ec2/ec2.ts'
import { eventbridge } from './services/eventbridge/eventbridge.ts'
import { iam } from './services/iam/iam.ts'
import { logs } from './services/logs/logs.ts'
import { s3 } from './services/s3/s3.ts'
import { s3Control } from './services/s3-control/s3-control.ts'
import { sns } from './services/sns/sns.ts'
import { sqs } from './services/sqs/sqs.ts'
import { sts } from './services/sts/sts.ts'

export const services: readonly Service[] = [
  cloudtrail,
  ec2,
  iam,
  s3Control,
  s3,
  cloudwatch,
  dynamodb,
  eventbridge,
  logs,
  sns,
  sqs,
  sts,
]
