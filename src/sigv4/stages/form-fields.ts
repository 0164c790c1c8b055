/**
 * The form of a browser upload carries a policy, its signature, and the data that the server needs to verify the
 * signature.
 */
import { textValuesOf } from '../../trace/trace.ts';
import { POST_FORM, POST_POLICY } from '../documentation.ts';
import { SIGNATURE } from './authorization.ts';
import { REQUEST_STAGE } from './request.ts';
import type { Stage } from './stage.ts';
import { STRING_TO_SIGN_STAGE } from './string-to-sign.ts';

/** The first stage of a browser upload. This stage and the next one have the IDs of the stages that they replace. */
export const POLICY_STAGE: Stage = {
  id: REQUEST_STAGE.id,
  title: 'Policy',
  says: 'The input: a policy that says which uploads are allowed and until when, and the credentials that sign it.',
  see: POST_POLICY,
  when: ({ scheme }) => scheme === 'policy',
};
export const ENCODED_POLICY_STAGE: Stage = {
  id: STRING_TO_SIGN_STAGE.id,
  title: 'String to sign',
  says: 'The policy in base64 and nothing else: no canonical request, no hash, and no scope.',
  see: POST_POLICY,
  when: ({ scheme }) => scheme === 'policy',
};
export const FORM_FIELDS_STAGE: Stage = {
  id: 'form-fields',
  title: 'Form fields',
  says: 'The browser sends the policy, its signature, and the fields that the policy mentions. The file comes last.',
  see: POST_FORM,
  when: ({ purpose, scheme }) => purpose === 'sign' && scheme === 'policy',
};

const given = textValuesOf(POLICY_STAGE);
const field = textValuesOf(FORM_FIELDS_STAGE);

export const GIVEN_POLICY = given('given-policy', 'Policy as given');
/** The given policy, with conditions added for the signer's fields that had none. */
export const POLICY = given('policy', 'Policy');
export const ENCODED_POLICY = given('encoded-policy', 'Policy in base64');
export const SIGNATURE_IN_FORM = field(SIGNATURE.id, SIGNATURE.name);
/** One line for each field, with its name, an equals sign, and its value. */
export const FORM_FIELDS = field('form-fields', 'Form fields');
export const FORM_BEGINNING = field('form-beginning', 'Body, up to the file');
