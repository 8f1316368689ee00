/** The IAM calls of a rollback, by the name that a step has for them. */
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
  type IAMClient,
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
import type { Step } from '../../src/respond/contract/responder.ts'
import { refusedOr } from '../support/refused.ts'
import type { IamConfig } from './iam.ts'

type Command = Parameters<IAMClient['send']>[0]

const commands: Readonly<Record<string, new (input: never) => unknown>> = {
  AddUserToGroup: AddUserToGroupCommand,
  AttachGroupPolicy: AttachGroupPolicyCommand,
  AttachRolePolicy: AttachRolePolicyCommand,
  AttachUserPolicy: AttachUserPolicyCommand,
  CreatePolicy: CreatePolicyCommand,
  CreatePolicyVersion: CreatePolicyVersionCommand,
  CreateRole: CreateRoleCommand,
  CreateUser: CreateUserCommand,
  DeleteGroupPolicy: DeleteGroupPolicyCommand,
  DeleteLoginProfile: DeleteLoginProfileCommand,
  DeletePolicy: DeletePolicyCommand,
  DeletePolicyVersion: DeletePolicyVersionCommand,
  DeleteRole: DeleteRoleCommand,
  DeleteRolePermissionsBoundary: DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicy: DeleteRolePolicyCommand,
  DeleteUser: DeleteUserCommand,
  DeleteUserPermissionsBoundary: DeleteUserPermissionsBoundaryCommand,
  DeleteUserPolicy: DeleteUserPolicyCommand,
  DetachGroupPolicy: DetachGroupPolicyCommand,
  DetachRolePolicy: DetachRolePolicyCommand,
  DetachUserPolicy: DetachUserPolicyCommand,
  PutGroupPolicy: PutGroupPolicyCommand,
  PutRolePermissionsBoundary: PutRolePermissionsBoundaryCommand,
  PutRolePolicy: PutRolePolicyCommand,
  PutUserPermissionsBoundary: PutUserPermissionsBoundaryCommand,
  PutUserPolicy: PutUserPolicyCommand,
  RemoveUserFromGroup: RemoveUserFromGroupCommand,
  SetDefaultPolicyVersion: SetDefaultPolicyVersionCommand,
  UpdateAccessKey: UpdateAccessKeyCommand,
  UpdateAssumeRolePolicy: UpdateAssumeRolePolicyCommand,
}

/**
 * What is not there yet may be a moment later: the response that brings it back is on its way, or
 * we made it ourselves, and IAM takes seconds to see it everywhere. What is gone for good is found
 * when the message comes again.
 */
const waitFor = (call: string): readonly string[] =>
  /^iam:(?:Delete|Detach|Remove)/.test(call) ? [] : ['NoSuchEntityException']

export async function executeIam({ call, input }: Step, config: IamConfig): Promise<void> {
  const Command = commands[call.replace(/^iam:/, '')]
  if (Command === undefined) throw new Error(`no step is called ${call}`)
  const command = new Command(input as never) as Command
  try {
    await config.client().send(command, { abortSignal: config.signal() })
  } catch (error) {
    throw refusedOr(error, waitFor(call))
  }
}
