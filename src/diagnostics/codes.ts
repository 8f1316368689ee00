/**
 * Every diagnostic code with its general meaning. SARIF output lists them as its rules. A code is
 * never renamed, and never used for another thing.
 */
export const codes = {
  // The file itself
  'file-too-large': 'The file is larger than Tripline reads',
  'not-text': 'The file is not UTF-8 text',
  'too-deep': 'The YAML is nested too deep',
  'yaml-syntax': 'The file is not valid YAML',
  'several-documents': 'The file has more than one YAML document',
  'yaml-alias': 'YAML anchors and aliases are not supported',
  'yaml-tag': 'YAML tags are not supported',
  'yaml-directive': 'YAML directives are not supported',
  'duplicate-key': 'A mapping has the same key twice',
  'key-not-text': 'A key is not text',
  'empty-file': 'The file is empty',
  'not-a-mapping': 'The file does not consist of keys and values',
  'unquoted-account-id': 'An account id without quotes, which YAML reads as a number',
  'ambiguous-number': 'A number that YAML or JSON reads as another number',
  'sigma-not-read': 'Sigma rules are not supported',

  // The envelope of a rule, an exception or tripline.yaml
  'unknown-key': 'A key that does not exist',
  'missing-key': 'A required key is missing',
  'unknown-detail-type': 'A detail-type that the sources of a rule do not send',
  'wrong-type': 'A value of the wrong type',
  'unknown-value': 'A value that is not one of the allowed words',
  'bad-value': 'A value that is not allowed',
  'empty-value': 'A key without a value',
  'id-not-kebab-case': 'A rule id that is not lower-case words with hyphens',
  'id-not-file-name': 'A rule file whose name is not the id of the rule',
  'duplicate-id': 'Two rules have the same id',
  'bad-duration': 'A duration that is not a whole number with s, m, h or d',
  'bad-date': 'A date that is not yyyy-mm-dd',
  'bad-attack-id': 'A value that is not the id of an ATT&CK technique',
  'old-attack-id': 'An ATT&CK id that version 19 replaced',
  'bad-json-path': 'A JSONPath that does not name a field',
  'unknown-channel': 'A channel that tripline.yaml does not define',
  'untested-rule': 'A rule without a test with `fires`, or without one with `quiet`',
  'untested-memory':
    'A rule with `threshold`, `firstSeen` or `dedup.new` and without histories that test it',
  'bad-event-file': 'The event of a test cannot be read',
  'impossible-event': 'The event of a test is one that AWS never writes',
  'unknown-rule': 'An exception for a rule that does not exist',
  'expired-exception': 'An exception that has expired',

  // Blocks and tests
  'unknown-operator': 'An operator that does not exist',
  'wrong-operand': 'An operator with a value of the wrong type',
  'empty-block': 'A block without a test, which would match every event',
  'empty-test': 'A test without a value, which nothing can pass',
  'bad-path': 'A path that is not valid',
  'repeated-path': 'A block that tests the same path twice',
  'unknown-field': 'A field that these events do not have',
  'unknown-condition': 'A named condition that does not exist',
  'misplaced-condition': 'A named condition that can never match these events',
  'bad-regex': 'A regular expression that is not valid in RE2',
  'bad-wildcard': 'A wildcard with an escape that is not valid',
  'bad-network': 'A value that is not an IPv4 or IPv6 network',
  'unknown-list': 'A list that tripline.yaml does not define',
  'misplaced-list': 'A list as a part of a text',

  // What the commands find
  'cannot-compile': 'A rule that cannot be compiled for its `via`',
  unproven: 'The compiled rule does not fire for the same events as the rule',
  'failing-test': 'A rule that fails one of its own tests',
  'broken-history': 'A file of history that cannot be read completely',

  // What would go wrong once it is deployed
  'unknown-stage': 'A stage without an account in tripline.yaml',
  'region-not-enabled': 'A region that is not enabled, or does not exist in the partition',
  'unheard-channel': 'A topic without subscribers',
  'unreached-channel': 'A channel that no rule sends alerts to',
  'unnotified-rule': 'A rule whose alerts reach nobody',
  'unanswered-response': 'A rule with a response that never starts',
  'wide-break-glass': 'A pattern in `breakGlass` that an intruder can satisfy',
  'unconfirmed-restore': 'Powers that are given back without a person',
  'missing-log-group': 'A metric filter without a log group',
  'unprotected-stage': 'A stage whose resources others than its deploying role can change',
  'bad-hub': 'A hub that cannot receive events as configured',
  'over-quota': 'A quota of AWS is exceeded',

  // What cannot fire, or not as meant: findings about rules that are read without an error
  'unknown-event-name': 'An event name that is not known',
  'misspelt-event-name': 'An event name in another letter case, or with spaces in it',
  'versioned-event-name': 'An event whose name in records contains the API version',
  'not-an-event': 'An IAM action or API operation that CloudTrail never records under this name',
  'wrong-service': 'An event name that belongs to another service',
  'unguarded-name': 'An event name of several services, tested without the service',
  'unknown-event-source': 'An event source that is not known',
  'bad-event-source': 'A value that no record has as its event source',
  'unknown-action': 'An action in `policy` that is not known',
  'needs-read-only-events': 'Events that EventBridge delivers only to rules in a special state',
  'needs-data-events': 'Data events, which a trail records only if it selects them',
  'needs-insights': 'Insights events, which CloudTrail records only if Insights is enabled',
  'needs-network-activity':
    'Events of VPC endpoints, which a trail records only if it selects them',
  'never-matches': 'A test, clause or rule that no event can match',
  'always-matches': 'A test or clause that every event matches',
  'subsumed-clause': 'A clause or value that has no effect',
  'subsumed-rule': 'A rule that fires only for events that another rule fires for',
  'dead-value': 'A test of a value that a field never has',
  blindfold: 'A `dedup` that takes calls on different objects for repeats',
  'chosen-key': 'A threshold or first-seen key that a caller can choose',
  'unfilled-field': 'A field that CloudTrail leaves empty, hides or cuts in these events',
} as const

export type Code = keyof typeof codes
