/** A small project: two regions by EventBridge, one metric filter. */
import type { SstProject } from '../support/sst/project.ts'

export const account = '123456789012'

const config = `home: eu-west-1
accounts:
  test: { account: "${account}", regions: [eu-west-1, us-east-1, us-east-2, eu-north-1, ap-southeast-2] }
  production: { account: "${account}" }
channels:
  pager: { severity: high, subscribe: [night@example.com] }
health: { subscribe: [operators@example.com] }
trail: { logGroup: /aws/cloudtrail/all }
`

const bucketDeleted = `id: bucket-deleted
title: A bucket was deleted
severity: high
why: Whoever deletes a bucket may be deleting evidence.
match:
  eventSource: s3.amazonaws.com
  eventName: DeleteBucket
  is: succeeded
`

const userCreated = `id: user-created
title: A user was created
severity: high
why: Users outlive sessions.
match:
  eventSource: iam.amazonaws.com
  eventName: CreateUser
  is: succeeded
`

const loginsFailed = `id: logins-failed
title: Many sign-ins failed
severity: high
why: Somebody is trying passwords.
via: metric-filter
match:
  eventName: ConsoleLogin
  errorMessage: Failed authentication
threshold: { count: 5, within: 10m }
`

export const ruleFiles: Readonly<Record<string, string>> = {
  'rules/bucket-deleted.yaml': bucketDeleted,
  'rules/user-created.yaml': userCreated,
  'rules/logins-failed.yaml': loginsFailed,
}

export function writeRules(project: SstProject): void {
  project.write('tripline.yaml', config)
  for (const [path, text] of Object.entries(ruleFiles)) project.write(path, text)
}
