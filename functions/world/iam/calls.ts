/** Makes the IAM calls of a rollback, by their names in steps. */
import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  CreateRoleCommand,
  CreateUserCommand,
  DeleteGroupPolicyCommand,
  DeleteLoginProfileCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DeleteUserCommand,
  DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicyCommand,
  DetachGroupPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  PutGroupPolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  RemoveUserFromGroupCommand,
  SetDefaultPolicyVersionCommand,
  UpdateAccessKeyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam'
import type { InTime } from '../../support/invocation.ts'
import { executor } from '../calls.ts'
import { iamClient } from './client.ts'

const commands = {
  'iam:AddUserToGroup': AddUserToGroupCommand,
  'iam:AttachGroupPolicy': AttachGroupPolicyCommand,
  'iam:AttachRolePolicy': AttachRolePolicyCommand,
  'iam:AttachUserPolicy': AttachUserPolicyCommand,
  'iam:CreatePolicy': CreatePolicyCommand,
  'iam:CreatePolicyVersion': CreatePolicyVersionCommand,
  'iam:CreateRole': CreateRoleCommand,
  'iam:CreateUser': CreateUserCommand,
  'iam:DeleteGroupPolicy': DeleteGroupPolicyCommand,
  'iam:DeleteLoginProfile': DeleteLoginProfileCommand,
  'iam:DeletePolicy': DeletePolicyCommand,
  'iam:DeletePolicyVersion': DeletePolicyVersionCommand,
  'iam:DeleteRole': DeleteRoleCommand,
  'iam:DeleteRolePermissionsBoundary': DeleteRolePermissionsBoundaryCommand,
  'iam:DeleteRolePolicy': DeleteRolePolicyCommand,
  'iam:DeleteUser': DeleteUserCommand,
  'iam:DeleteUserPermissionsBoundary': DeleteUserPermissionsBoundaryCommand,
  'iam:DeleteUserPolicy': DeleteUserPolicyCommand,
  'iam:DetachGroupPolicy': DetachGroupPolicyCommand,
  'iam:DetachRolePolicy': DetachRolePolicyCommand,
  'iam:DetachUserPolicy': DetachUserPolicyCommand,
  'iam:PutGroupPolicy': PutGroupPolicyCommand,
  'iam:PutRolePermissionsBoundary': PutRolePermissionsBoundaryCommand,
  'iam:PutRolePolicy': PutRolePolicyCommand,
  'iam:PutUserPermissionsBoundary': PutUserPermissionsBoundaryCommand,
  'iam:PutUserPolicy': PutUserPolicyCommand,
  'iam:RemoveUserFromGroup': RemoveUserFromGroupCommand,
  'iam:SetDefaultPolicyVersion': SetDefaultPolicyVersionCommand,
  'iam:UpdateAccessKey': UpdateAccessKeyCommand,
  'iam:UpdateAssumeRolePolicy': UpdateAssumeRolePolicyCommand,
}

/**
 * Errors to retry. A missing entity may exist a moment later: another response is bringing it back,
 * or Tripline made it and IAM takes seconds to show it everywhere. If it is gone for good, the next
 * delivery of the message finds that.
 */
const waitFor = (call: string): readonly string[] =>
  /^iam:(?:Delete|Detach|Remove)/.test(call) ? [] : ['NoSuchEntityException']

export const iamExecutor = (clock: InTime) =>
  executor(iamClient, commands, clock, { passing: waitFor })
