/** The default policy of a topic, which allows its own account. */
export const defaultPolicy = (arn: string, owner: string): string =>
  JSON.stringify({
    Version: '2008-10-17',
    Id: '__default_policy_ID',
    Statement: [
      {
        Sid: '__default_statement_ID',
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: [
          'GetTopicAttributes',
          'SetTopicAttributes',
          'AddPermission',
          'RemovePermission',
          'DeleteTopic',
          'Subscribe',
          'ListSubscriptionsByTopic',
          'Publish',
        ].map((action) => `SNS:${action}`),
        Resource: arn,
        Condition: { StringEquals: { 'AWS:SourceOwner': owner } },
      },
    ],
  })
