/** 02:41 to 03:01: a leaked key, a look around, a failed sign-in attack, and a permanent access. */
import { userId } from './actors.ts'
import { agents } from './agents.ts'
import {
  asAdmin,
  backdoor,
  backdoorSignIn,
  leakedKey,
  page,
  place,
  type Step,
  stepsBy,
  stolenAdminKey,
} from './attack-cast.ts'
import { denied, read, write } from './calls.ts'
import { describe } from './noise-ec2.ts'
import { networks, prod } from './organization.ts'
import type { Random } from './random.ts'
import { userSignIn, wrongPassword } from './sign-in.ts'
import { clock, spoken } from './time.ts'

const user = 'alice-admin'
const policyArn = `arn:aws:iam::${prod}:policy/build-bot-permissions`
const administrator = 'arn:aws:iam::aws:policy/AdministratorAccess'

function lookAround(dice: Random): readonly Step[] {
  const step = stepsBy(dice, leakedKey)
  const refused = [
    [
      '02:42:10',
      read('s3', 'ListBuckets', { Host: `s3.${place.region}.amazonaws.com` }),
      'the buckets',
    ],
    ['02:42:19', describe('DescribeInstances', 'instancesSet'), 'the instances'],
    ['02:42:27', read('secretsmanager', 'ListSecrets'), 'the secrets'],
    ['02:42:36', read('rds', 'DescribeDBInstances'), 'the databases'],
    ['02:42:44', read('lambda', 'ListFunctions20150331'), 'the functions'],
    ['02:42:53', read('iam', 'GetAccountAuthorizationDetails'), 'every policy at once'],
  ] as const
  return [
    step(
      '02:41:07',
      read('sts', 'GetCallerIdentity'),
      'The access key of build-bot is used for the first time from a foreign address.',
    ),
    step('02:41:49', read('iam', 'ListUsers'), 'It lists the users and finds alice-admin.'),
    ...refused.map(([at, call, thing]) =>
      step(at, denied(call, leakedKey, clock(at)), `It is refused ${thing}.`),
    ),
    step(
      '02:43:31',
      read('iam', 'ListAttachedUserPolicies', { userName: 'build-bot' }),
      'It looks up what build-bot itself may do: create keys, as it turns out.',
    ),
  ]
}

/** Seconds after 02:45 of each wrong password. */
const guesses = [4, 19, 31, 47, 62, 75, 93, 108, 121, 140, 155, 171, 188]

const guessPasswords = (dice: Random): readonly Step[] =>
  guesses.map((after, index) => ({
    record: wrongPassword(dice, user, {
      account: prod,
      at: clock('02:45') + after,
      address: networks.intruder,
      agent: agents.firefox,
    }),
    what: `Wrong password for ${user} in the console, attempt ${index + 1} of ${guesses.length}.`,
  }))

function stealSession(dice: Random): readonly Step[] {
  const step = stepsBy(dice, asAdmin)
  const created = { userName: user, accessKeyId: stolenAdminKey, status: 'Active' }
  const accessKey = { ...created, createDate: spoken(clock('02:50:38')) }
  const everything = JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  })
  const version = { versionId: 'v4', isDefaultVersion: true }
  return [
    stepsBy(dice, leakedKey)(
      '02:50:38',
      write('iam', 'CreateAccessKey', { userName: user }, { accessKey }),
      `build-bot makes an access key for another user, ${user}.`,
    ),
    step('02:51:20', read('sts', 'GetCallerIdentity'), `The new key of ${user} is tried out.`),
    step(
      '02:53:09',
      write(
        'iam',
        'CreatePolicyVersion',
        { policyArn, policyDocument: everything, setAsDefault: true },
        { policyVersion: { ...version, createDate: spoken(clock('02:53:09')) } },
      ),
      "A new default version of build-bot's policy allows every action on everything.",
    ),
    step(
      '02:55:41',
      write('iam', 'AttachUserPolicy', { userName: 'build-bot', policyArn: administrator }),
      'AdministratorAccess is attached to build-bot as well.',
    ),
  ]
}

function stay(dice: Random): readonly Step[] {
  const step = stepsBy(dice, asAdmin)
  const created = { userName: backdoor, createDate: spoken(clock('02:58:03')) }
  const named = { arn: `arn:aws:iam::${prod}:user/${backdoor}`, userId: userId(prod, backdoor) }
  const loginProfile = { userName: backdoor, passwordResetRequired: false }
  const visitor = { account: prod, at: backdoorSignIn, address: page.address, agent: page.agent }
  return [
    step(
      '02:58:03',
      write(
        'iam',
        'CreateUser',
        { userName: backdoor },
        { user: { path: '/', ...created, ...named } },
      ),
      `A user with an innocent name is created: ${backdoor}.`,
    ),
    step(
      '02:58:27',
      write('iam', 'CreateLoginProfile', loginProfile, {
        loginProfile: { ...loginProfile, createDate: spoken(clock('02:58:27')) },
      }),
      `${backdoor} gets a console password.`,
    ),
    step(
      '02:58:50',
      write('iam', 'AttachUserPolicy', { userName: backdoor, policyArn: administrator }),
      `${backdoor} becomes an administrator.`,
    ),
    {
      record: userSignIn(dice, backdoor, visitor, 'without MFA'),
      what: `${backdoor} signs in to the console without MFA.`,
    },
  ]
}

export const entry = (dice: Random): readonly Step[] => [
  ...lookAround(dice),
  ...guessPasswords(dice),
  ...stealSession(dice),
  ...stay(dice),
]
