/**
 * The metric filters that auditors look for: one for each monitoring control of the CIS AWS
 * Foundations Benchmark, section 4 (1.4 to 5.0; section 5 since 6.0, section 3 in 1.2).
 *
 * The texts are those of Security Hub, which compares them character by character and takes no term
 * more (https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html). Prowler
 * looks for the clauses only and finds them in the same texts
 * (https://github.com/prowler-cloud/prowler, prowler/providers/aws/services/cloudwatch). Control
 * 4.15 has no counterpart in Security Hub, and Prowler asks for three event names more than the
 * benchmark.
 */
export interface CisFilter {
  readonly control: string
  /** The events that the control requires to be detected. */
  readonly title: string
  readonly pattern: string
  /** The control of Security Hub. Undefined if there is none. */
  readonly securityHub: string | undefined
  readonly prowler: string
  /** A remark about the text, as a sentence. */
  readonly note: string | undefined
}

const anyOf = (...eventNames: readonly string[]): string =>
  eventNames.map((eventName) => `($.eventName=${eventName})`).join(' || ')

const from = (eventSource: string, ...eventNames: readonly string[]): string =>
  `{($.eventSource=${eventSource}) && (${anyOf(...eventNames)})}`

/** By control, in the benchmark's order. */
export const cisFilters: readonly CisFilter[] = [
  {
    control: 'cis-4.1',
    title: 'denied API calls',
    pattern: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
    securityHub: 'CloudWatch.2',
    prowler: 'cloudwatch_log_metric_filter_unauthorized_api_calls',
    note: "the benchmark's own text cannot be used: up to 3.0 it ends in `|| ($.eventName!=HeadBucket)`, which every call but that one fulfils, and since 4.0 its exclusions bind to the second error code only, because `&&` goes before `||`",
  },
  {
    control: 'cis-4.2',
    title: 'console sign-ins without MFA',
    pattern:
      '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    securityHub: 'CloudWatch.3',
    prowler: 'cloudwatch_log_metric_filter_sign_in_without_mfa',
    note: 'AWS does not document what `!=` says of a record without `MFAUsed`, so such a sign-in may stay unseen',
  },
  {
    control: 'cis-4.3',
    title: 'use of the root user',
    pattern:
      '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
    securityHub: 'CloudWatch.1',
    prowler: 'cloudwatch_log_metric_filter_root_usage',
    note: undefined,
  },
  {
    control: 'cis-4.4',
    title: 'changes of IAM policies',
    pattern: from(
      'iam.amazonaws.com',
      ...['DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy'],
      ...['PutGroupPolicy', 'PutRolePolicy', 'PutUserPolicy'],
      ...['CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion'],
      ...['AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy'],
      ...['AttachGroupPolicy', 'DetachGroupPolicy'],
    ),
    securityHub: 'CloudWatch.4',
    prowler: 'cloudwatch_log_metric_filter_policy_changes',
    note: undefined,
  },
  {
    control: 'cis-4.5',
    title: 'changes of CloudTrail',
    pattern: `{${anyOf('CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging')}}`,
    securityHub: 'CloudWatch.5',
    prowler: 'cloudwatch_log_metric_filter_and_alarm_for_cloudtrail_configuration_changes_enabled',
    note: undefined,
  },
  {
    control: 'cis-4.6',
    title: 'failed console sign-ins',
    pattern: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
    securityHub: 'CloudWatch.6',
    prowler: 'cloudwatch_log_metric_filter_authentication_failures',
    note: 'a failed sign-in with a user name that does not exist has another `errorMessage` and stays unseen',
  },
  {
    control: 'cis-4.7',
    title: 'KMS keys disabled or scheduled for deletion',
    pattern: from('kms.amazonaws.com', 'DisableKey', 'ScheduleKeyDeletion'),
    securityHub: 'CloudWatch.7',
    prowler: 'cloudwatch_log_metric_filter_disable_or_scheduled_deletion_of_kms_cmk',
    note: 'the control also fails where the trail leaves out KMS events',
  },
  {
    control: 'cis-4.8',
    title: 'changes of S3 bucket policies',
    pattern: from(
      's3.amazonaws.com',
      ...['PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle'],
      ...['PutBucketReplication', 'DeleteBucketPolicy', 'DeleteBucketCors'],
      ...['DeleteBucketLifecycle', 'DeleteBucketReplication'],
    ),
    securityHub: 'CloudWatch.8',
    prowler: 'cloudwatch_log_metric_filter_for_s3_bucket_policy_changes',
    note: undefined,
  },
  {
    control: 'cis-4.9',
    title: 'changes of AWS Config',
    pattern: from(
      'config.amazonaws.com',
      ...['StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel'],
      'PutConfigurationRecorder',
    ),
    securityHub: 'CloudWatch.9',
    prowler: 'cloudwatch_log_metric_filter_and_alarm_for_aws_config_configuration_changes_enabled',
    note: 'DeleteConfigurationRecorder is not in it',
  },
  {
    control: 'cis-4.10',
    title: 'changes of security groups',
    pattern: `{${anyOf(
      ...['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress'],
      ...['RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress'],
      ...['CreateSecurityGroup', 'DeleteSecurityGroup'],
    )}}`,
    securityHub: 'CloudWatch.10',
    prowler: 'cloudwatch_log_metric_filter_security_group_changes',
    note: 'the benchmark asks for ModifySecurityGroupRules as well since 5.0, Security Hub does not take it',
  },
  {
    control: 'cis-4.11',
    title: 'changes of network ACLs',
    pattern: `{${anyOf(
      ...['CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl'],
      ...['DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry', 'ReplaceNetworkAclAssociation'],
    )}}`,
    securityHub: 'CloudWatch.11',
    prowler: 'cloudwatch_changes_to_network_acls_alarm_configured',
    note: undefined,
  },
  {
    control: 'cis-4.12',
    title: 'changes of network gateways',
    pattern: `{${anyOf(
      ...['CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway'],
      ...['CreateInternetGateway', 'DeleteInternetGateway', 'DetachInternetGateway'],
    )}}`,
    securityHub: 'CloudWatch.12',
    prowler: 'cloudwatch_changes_to_network_gateways_alarm_configured',
    note: undefined,
  },
  {
    control: 'cis-4.13',
    title: 'changes of route tables',
    pattern: from(
      'ec2.amazonaws.com',
      ...['CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation'],
      ...['DeleteRouteTable', 'DeleteRoute', 'DisassociateRouteTable'],
    ),
    securityHub: 'CloudWatch.13',
    prowler: 'cloudwatch_changes_to_network_route_tables_alarm_configured',
    note: undefined,
  },
  {
    control: 'cis-4.14',
    title: 'changes of VPCs',
    pattern: `{${anyOf(
      ...['CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection'],
      ...['CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection'],
      ...['RejectVpcPeeringConnection', 'AttachClassicLinkVpc', 'DetachClassicLinkVpc'],
      ...['DisableVpcClassicLink', 'EnableVpcClassicLink'],
    )}}`,
    securityHub: 'CloudWatch.14',
    prowler: 'cloudwatch_changes_to_vpcs_alarm_configured',
    note: undefined,
  },
  {
    control: 'cis-4.15',
    title: 'changes of the organization',
    pattern: from(
      'organizations.amazonaws.com',
      ...['AcceptHandshake', 'AttachPolicy', 'CancelHandshake', 'CreateAccount'],
      ...['CreateOrganization', 'CreateOrganizationalUnit', 'CreatePolicy', 'DeclineHandshake'],
      ...['DeleteOrganization', 'DeleteOrganizationalUnit', 'DeletePolicy', 'EnableAllFeatures'],
      ...['EnablePolicyType', 'InviteAccountToOrganization', 'LeaveOrganization', 'DetachPolicy'],
      ...['DisablePolicyType', 'MoveAccount', 'RemoveAccountFromOrganization'],
      ...['UpdateOrganizationalUnit', 'UpdatePolicy'],
    ),
    securityHub: undefined,
    prowler: 'cloudwatch_log_metric_filter_aws_organizations_changes',
    note: 'the benchmark asks for 18 of the 21 names, Prowler for all of them',
  },
]
