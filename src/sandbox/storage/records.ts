/** Records every change of the store, so that nothing that was acknowledged is lost. */
import type { Octets } from '../../bytes/octets.ts';
import type { Refusal } from '../answers/answer.ts';
import type { StoredObject, Upload, UploadedPart } from './stored-object.ts';

/** Writes changes to a place that lasts. Each method returns only when the change is written, or with a refusal. */
export interface Records {
  bucket(name: Octets, created: Date): Refusal | null;
  deleteBucket(name: Octets): void;
  object(bucket: Octets, key: Octets, object: StoredObject): Refusal | null;
  deleteObject(bucket: Octets, key: Octets): void;
  upload(upload: Upload): Refusal | null;
  part(uploadId: string, number: number, part: UploadedPart): Refusal | null;
  complete(upload: Upload, object: StoredObject): Refusal | null;
  deleteUpload(upload: Upload): void;
}
