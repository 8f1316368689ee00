/** Reads calls that open S3 to the public: what each left, and which settings close it again. */
import { isObject, type Json } from '../../../ir/json.ts'
import { type ResponderEvent, textOf } from '../../contract/event.ts'
import { type Facets, type Final, refuse } from '../../contract/responder.ts'
import { canonicalDocument } from '../../history/iam/policy-document.ts'
import { blockFacets, type Setting, settings } from './facets.ts'

/**
 * `block`: the call changed the block itself. `policy`, `acl`: the call made something public that
 * the block would have prevented.
 */
export type Opened =
  | { readonly kind: 'block'; readonly left: Facets }
  | { readonly kind: 'policy'; readonly document: string }
  | { readonly kind: 'acl' }

/** What the call opened, or the reason why this responder has no answer to it. */
export function openedBy({ source, name, request }: ResponderEvent): Opened | Final {
  if (source !== 's3.amazonaws.com')
    return refuse(`${name} of ${source} does not open S3 to the public`)
  switch (name) {
    case 'DeleteBucketPublicAccessBlock':
    case 'DeleteAccountPublicAccessBlock':
      return { kind: 'block', left: blockFacets(null) }
    case 'PutBucketPublicAccessBlock':
    case 'PutAccountPublicAccessBlock':
      return isObject(request.PublicAccessBlockConfiguration)
        ? { kind: 'block', left: blockFacets(request.PublicAccessBlockConfiguration) }
        : refuse(`the event does not contain the settings of ${name}`)
    case 'PutBucketPolicy':
      return withPolicy(request.bucketPolicy)
    case 'PutBucketAcl':
      return { kind: 'acl' }
    default:
      return refuse(`block-public-access cannot reverse ${name}`)
  }
}

/** Records have the policy as an object, older ones as text. */
function withPolicy(policy: Json | undefined): Opened | Final {
  const text = isObject(policy) ? JSON.stringify(policy) : textOf(policy)
  return text === ''
    ? refuse('the event does not contain the new policy')
    : { kind: 'policy', document: canonicalDocument(text) }
}

/** The settings that close what was opened; all of them where the block itself was changed. */
export function closingSettings({ kind }: Opened): readonly Setting[] {
  switch (kind) {
    case 'block':
      return settings
    case 'policy':
      return ['BlockPublicPolicy', 'RestrictPublicBuckets']
    case 'acl':
      return ['BlockPublicAcls', 'IgnorePublicAcls']
  }
}
