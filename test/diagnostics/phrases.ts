/** Phrases of the catalogue that commands print in sentences of their own. */
import * as deployment from '../../src/diagnostics/catalogue/deployment.ts'
import * as losses from '../../src/diagnostics/catalogue/losses.ts'
import * as misses from '../../src/diagnostics/catalogue/misses.ts'

const bus = 'arn:aws:events:eu-west-1:444455556666:event-bus/tripline-team'
const role = 'arn:aws:iam::111122223333:role/admin'

const ofRule = [
  losses.removed,
  losses.disabled,
  losses.staged,
  losses.lostRegions(['eu-west-1', 'us-east-1']),
  losses.lostBackend('eventbridge'),
  losses.lostEvent('cloudtrail.amazonaws.com StopLogging'),
  losses.mayLoseEvents,
  losses.lostChannel('oncall'),
  losses.lostResponse('restart-trail'),
  losses.weakerMode('restart-trail', 'observe', 'act'),
  losses.stricterThreshold(5),
  losses.stricterFirstSeen,
  losses.widerDedup,
  losses.newException('2027-01-31', 'a drill, every month'),
].map((loss) => `trail-stopped ${loss}`)

const ofStage = [
  losses.otherAccount('444455556666', '111122223333'),
  losses.becameMember(bus),
  losses.otherHub(bus, 'arn:aws:events:eu-west-1:111122223333:event-bus/tripline-production'),
  losses.lostMember('777788889999'),
  losses.lostTrail('tripline-production-trail'),
  losses.lostOrganizationTrail,
  losses.otherLogGroup('new', 'old'),
  losses.lostSubscriber('ann@example.com', losses.channelNamed('oncall')),
  losses.lostTopic('tripline-production-oncall', losses.channelNamed('oncall')),
  losses.exemptPrincipal(role),
  losses.fewerActions(5, 10),
  losses.shorterApproval,
].map((loss) => `production ${loss}`)

/** By the file of the catalogue. */
export const phrases: Readonly<Record<string, readonly string[]>> = {
  losses: [...ofRule, ...ofStage],
  misses: [
    misses.missingAlert(`trail-stopped, ${misses.withText('StopLogging')}`),
    misses.unexpectedAlert('trail-stopped', 'new', 'CloudTrail stopped recording'),
    misses.failedCall('iam:GetUser', 'NoSuchEntityException', 'The user cannot be found'),
    misses.succeededCall('iam:GetUser', 'AccessDenied'),
    misses.roleSignIn('intruder'),
    misses.failedAtEnd('iam:GetUser', 'NoSuchEntityException', 'The user cannot be found'),
    misses.succeedsAtEnd('iam:GetUser', 'NoSuchEntityException'),
    misses.otherValueAtEnd(
      'iam:ListAccessKeys',
      '$.AccessKeyMetadata[*].Status',
      '"Active"',
      '"Inactive"',
    ),
  ],
  deployment: [
    deployment.noConfigIn('/home/ann/alerts'),
    deployment.wrongAccount('production', '111122223333', '444455556666'),
  ],
}
